/** One thing and one number of it. @typedef {{subject: string, id: string | number, name: string, quantity: string, value: number | string | null, unit: string, since?: number | null}} CsvRow */

const HEADER = ['subject', 'id', 'name', 'quantity', 'value', 'unit', 'since_utc'];

/**
 * What is shown at a moment, a row for each number. Lines that begin with `# ` come first and say what the file is. Numbers and times are for machines; words that a
 * spreadsheet would take for a formula are guarded.
 * @param {string[]} preamble @param {Iterable<CsvRow>} rows @returns {string}
 */
export function frameCsv(preamble, rows) {
  const lines = preamble.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`);
  lines.push(HEADER.join(','));
  for (const row of rows) {
    if (typeof row.value === 'number' && Number.isNaN(row.value)) continue;
    lines.push([row.subject, row.id, row.name, row.quantity, row.value, row.unit, row.since == null ? null : moment(row.since)].map(cell).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** @param {number} at UTC ms @returns {string} 2026-11-19T22:30:00Z */
export function moment(at) {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** @param {string | number | null} value @returns {string} */
function cell(value) {
  if (value === null) return '';
  // float32 prices show as the cents that they are.
  if (typeof value === 'number') return String(Number(value.toPrecision(7)));
  const guarded = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}
