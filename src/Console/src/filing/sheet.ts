// SPDX-License-Identifier: Apache-2.0
// A sheet as text whose wrong rows are put right in place. What is right, the host judges; here rows are only rewritten.

/** A row that was changed: its new fields, or nothing where it is left out. A row that does not part into fields is a text of its own. */
export interface Change { line: number; was: readonly string[]; fields: readonly string[] | null }

/** The sheet with its changed rows written anew; all others stay as they are, to the byte. */
export function withChanges(sheet: string, changes: readonly Change[], separator: string): string {
  const lines = sheet.split('\n');
  // From the last to the first, so that a row that ran over several lines moves none that is still to be changed.
  for (const { line, was, fields } of [...changes].sort((a, b) => b.line - a.line)) {
    const rows = 1 + was.reduce((breaks, field) => breaks + field.split('\n').length - 1, 0);
    const end = lines[line - 2 + rows]?.endsWith('\r') ? '\r' : '';
    const written = fields === null ? [] : [(was.length === 0 ? fields.join(separator) : fields.map((field) => quoted(field, separator)).join(separator)) + end];
    lines.splice(line - 1, rows, ...written);
  }
  return lines.join('\n');
}

/** The text of a row that does not part into fields. */
export const rawRow = (sheet: string, line: number): string => (sheet.split('\n')[line - 1] ?? '').replace(/\r$/, '');

/** As many fields as there are columns: missing ones are empty, spare ones go while they are. */
export function fitted(fields: readonly string[], columns: number): string[] {
  const row = [...fields];
  while (row.length < columns) row.push('');
  while (row.length > columns && row[row.length - 1] === '') row.pop();
  return row;
}

const quoted = (field: string, separator: string): string =>
  field.includes(separator) || /["\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
