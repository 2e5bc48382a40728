import { timeIn } from '../resolvers/transaction-cursor.ts';
import type { ExportFormat, ExportProgress } from './export-format.ts';
import { type ExportPosition, encodePosition } from './export-position.ts';
import { ExportFailure, type ReadPage } from './read-pages.ts';

/** What the text of an export is made from. */
export type ExportSource = {
  readonly pages: AsyncIterable<ReadPage>;
  readonly format: ExportFormat;
  /** Where the pages begin. */
  readonly position: ExportPosition;
  /** Called with the first page before its text. Returns the connection's arguments. */
  begin(page: ReadPage): Readonly<Record<string, unknown>>;
  /** Called when a page has been written. */
  onPage(progress: ExportProgress): void;
  /** Called when the export cannot go on. */
  onFailure(): void;
};

/** Characters that are written at once: enough for the socket, and few beside a page. */
const CHUNK = 64 * 1024;

/**
 * The text of an export in parts, each made when it is asked for. Throws `ExportFailure` if the first page fails, or if the
 * format has no text for the failure of a later one.
 */
export async function* exportText(source: ExportSource): AsyncGenerator<string> {
  const { pages, format, position, onPage } = source;
  const start = encodePosition(position);
  let progress: ExportProgress = { cursor: start, items: 0, itemsWithErrors: 0, redacted: [], through: null };
  let hasBegun = false;
  try {
    for await (const page of pages) {
      const { connection, columns, item } = page.plan;
      const { startedAt } = position;
      const head = { connection, columns, item, startedAt, cursor: start };
      if (!hasBegun) yield format.begin({ ...head, arguments: source.begin(page) });
      hasBegun = true;
      yield* itemsText(page, format);
      progress = after(progress, page, position);
      onPage(progress);
      yield format.page(progress);
    }
    yield format.done(progress);
  } catch (error) {
    source.onFailure();
    const text = hasBegun && error instanceof ExportFailure ? format.failed(error.errors, progress) : null;
    if (text === null) throw error;
    yield text;
  }
}

function* itemsText({ items, errors }: ReadPage, format: ExportFormat): Generator<string> {
  let text = '';
  for (const [index, item] of items.entries()) {
    text += format.item(item, errors.get(index) ?? []);
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function after(
  before: ExportProgress,
  { items, errors, redacted, cursor }: ReadPage,
  { startedAt }: ExportPosition,
): ExportProgress {
  return {
    cursor: encodePosition({ startedAt, after: cursor }),
    items: before.items + items.length,
    itemsWithErrors: before.itemsWithErrors + errors.size,
    redacted: [...new Set([...before.redacted, ...redacted])],
    through: cursor === null ? null : timeIn(cursor),
  };
}
