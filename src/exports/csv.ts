import type { Column } from '../graphql/exports/export-columns.ts';

/** The end of a line in RFC 4180. */
const CRLF = '\r\n';

/** What spreadsheets take for the beginning of a formula; and an apostrophe, so that the guard can be undone. */
const DANGEROUS = /^['=+\-@\t\r\n＝＋－＠]/;

/** A sign and digits: a phone number in E.164 or a number, which no spreadsheet runs. */
const NUMBER = /^[+-]\d+(?:\.\d+)?$/;

/** The names of the columns, nested ones with dots. */
export function csvHeader(columns: readonly Column[]): string {
  return columns.map((column) => column.join('.')).join(',') + CRLF;
}

/**
 * The line of an item: null is nothing, a list or an object is JSON. A text that a spreadsheet could run as a formula gets
 * an apostrophe before it, and so does one that begins with an apostrophe.
 */
export function csvLine(item: unknown, columns: readonly Column[]): string {
  return columns.map((column) => cell(valueAt(item, column))).join(',') + CRLF;
}

function valueAt(item: unknown, column: Column): unknown {
  return column.reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], item);
}

function cell(value: unknown): string {
  if (value == null) return '';
  if (typeof value === 'string') return quoted(guarded(value));
  return typeof value === 'object' ? quoted(JSON.stringify(value)) : String(value);
}

function guarded(text: string): string {
  return DANGEROUS.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** An empty text is quoted, too: nothing stands for null. */
function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
