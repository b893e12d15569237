import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatNumber } from '../../GridApp/Features/Map/number.js';

test('numbers are written as the culture does', () => {
  const english = { decimal: '.', group: ',' };
  const turkish = { decimal: ',', group: '.' };
  assert.deepEqual([0, 2.25, 999, 1000, 22500, 1234567.85].map((value) => formatNumber(value, english)), ['0', '2.3', '999', '1,000', '22,500', '1,234,567.9']);
  assert.equal(formatNumber(2080.5, turkish), '2.080,5');
  assert.equal(formatNumber(-1500, english), '-1,500');
});
