import type { ExportLine } from './export-lines.ts';

/** What was received so far. */
export type Received = {
  /** The lines up to the cursor, as blobs, which a browser may keep outside its memory. */
  readonly kept: Blob[];
  /** The lines after the cursor. They come again if the export breaks off. */
  later: string[];
  cursor: string | undefined;
  items: number;
  /** The items of earlier requests. */
  itemsBefore: number;
  /** The first instant and the one after the last, in epoch milliseconds. */
  range: readonly [number, number];
};

/** Nothing yet. */
export function nothing(): Received {
  return { kept: [], later: [], cursor: undefined, items: 0, itemsBefore: 0, range: [0, 1] };
}

/** Keeps a line. Returns the share of the range that is read by then; null if the line does not say. */
export function keep({ text, export: head, progress, done }: ExportLine, so: Received): number | null {
  // An export that goes on has its head from the first time.
  if (head === undefined || so.kept.length === 0) so.later.push(`${text}\n`);
  if (head !== undefined) {
    const { start, end } = head.arguments.attempted;
    so.range = [Date.parse(start), Math.min(Date.parse(end), Date.now())];
    so.cursor = head.cursor;
    return null;
  }
  const reached = progress ?? done;
  if (reached === undefined) return null;
  so.kept.push(new Blob(so.later));
  so.later = [];
  so.cursor = reached.cursor;
  so.items = so.itemsBefore + reached.items;
  const [start, end] = so.range;
  return done ? 1 : (Date.parse(reached.through ?? '') - start) / (end - start) || 0;
}

/** Gives the file to the visitor. */
export function save(parts: readonly BlobPart[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: 'application/x-ndjson' }));
  Object.assign(document.createElement('a'), { href: url, download: 'messages.ndjson' }).click();
  URL.revokeObjectURL(url);
}
