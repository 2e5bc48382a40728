import type { GraphQLError } from 'graphql';
import { shownError } from '../graphql/placed-error.ts';
import type { ExportFormat, ExportHead, ExportProgress } from './export-format.ts';

/**
 * JSON lines, each an object with one key that says what it is: `export` first, `node` or `edge` (with `errors` beside it
 * if fields of it failed), `progress` after each page, and `done` or `error` last.
 */
export function ndjsonFormat(): ExportFormat {
  let item = 'node';
  return {
    mediaType: 'application/x-ndjson; charset=utf-8',
    begin(head) {
      item = head.item;
      return line({ export: headOf(head) });
    },
    item: (value, errors) => line({ [item]: value, ...(errors.length > 0 && { errors: errors.map(shownError) }) }),
    page: (progress) => line({ progress: progressOf(progress) }),
    done: (progress) => line({ done: progressOf(progress) }),
    failed: (errors, progress) => line({ error: { ...failureOf(errors), ...progressOf(progress) } }),
  };
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function headOf({ startedAt, columns, ...head }: ExportHead) {
  return {
    ...head,
    startedAt: new Date(startedAt).toISOString(),
    columns: columns.map((column) => column.join('.')),
  };
}

function progressOf({ cursor, items, itemsWithErrors, redacted, through }: ExportProgress) {
  return {
    cursor,
    items,
    ...(through !== null && { through }),
    ...(itemsWithErrors > 0 && { itemsWithErrors }),
    ...(redacted.length > 0 && { redacted }),
  };
}

function failureOf(errors: readonly GraphQLError[]) {
  const [first] = errors;
  return { code: first?.extensions.code, message: first?.message, errors: errors.map(shownError) };
}
