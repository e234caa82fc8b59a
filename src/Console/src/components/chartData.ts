// SPDX-License-Identifier: Apache-2.0

/** What a chart shows, as a table: a row has its name, one number for each series, and where it counts its place in time. */
export interface ChartData { title: string; rowName: string; series: string[]; rows: { name: string; at?: number; values: number[] }[] }

/** A cell as RFC 4180 has it. One that a spreadsheet would take for a formula, also in full-width form, is made text. */
const cell = (text: string): string => {
  const plain = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** Lines of cells as CSV. */
export const csv = (lines: string[][]): string => lines.map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';

/** The table behind a chart as CSV, with its head. */
export const csvOf = ({ rowName, series, rows }: ChartData): string =>
  csv([[rowName, ...series], ...rows.map(({ name, values }) => [name, ...values.map(String)])]);

/** The greatest value of all, and never nothing: it is divided by. */
export const greatest = ({ rows }: ChartData): number => Math.max(1, ...rows.flatMap(({ values }) => values));
