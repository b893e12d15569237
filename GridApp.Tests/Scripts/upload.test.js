import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcome, refusal } from '../../GridApp/Features/Imports/upload.js';

const texts = { tooLarge: 'too large', several: 'one at a time', empty: 'empty', lost: 'lost', signedOut: 'signed out' };
const options = { url: '', mostBytes: 100, texts };

test('a file within the limit is sent', () => assert.equal(refusal([{ size: 100 }], options), null));

test('a file beyond the limit is refused before anything is sent', () => assert.equal(refusal([{ size: 101 }], options), 'too large'));

test('an empty file is refused', () => assert.equal(refusal([{ size: 0 }], options), 'empty'));

test('several files, or none, are refused', () => {
  assert.equal(refusal([{ size: 1 }, { size: 1 }], options), 'one at a time');
  assert.equal(refusal([], options), 'one at a time');
});

test('a file that was kept has a number', () => assert.deepEqual(outcome(201, '{"id":7}', texts), { id: 7 }));

test('a refusal says its own sentence', () => {
  assert.deepEqual(outcome(413, '{"detail":"Larger than 200 MB."}', texts), { sentence: 'Larger than 200 MB.' });
  assert.deepEqual(outcome(422, '{"detail":"x","errors":{"file":["This is not a file."]}}', texts), { sentence: 'This is not a file.' });
});

test('an answer that is none of ours means that it is lost', () => {
  assert.deepEqual(outcome(0, '', texts), { sentence: 'lost' });
  assert.deepEqual(outcome(502, '<html>', texts), { sentence: 'lost' });
  assert.deepEqual(outcome(201, '{}', texts), { sentence: 'lost' });
});

test('who is no longer logged in is told', () => assert.deepEqual(outcome(401, '{}', texts), { sentence: 'signed out' }));
