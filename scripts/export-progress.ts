/** A line of an export that is no item. */
export type ControlLine = {
  readonly export?: { readonly arguments: Readonly<Record<string, unknown>> };
  readonly progress?: { readonly items: number; readonly through?: string };
  readonly done?: { readonly items: number; readonly itemsWithErrors?: number; readonly redacted?: readonly string[] };
  readonly error?: { readonly code: string; readonly message: string };
};

const WIDTH = 30;

/** A progress bar on a terminal: how much of the range was read, if it has one, and how many items there are. */
export function progressBar(terminal: NodeJS.WriteStream): (line: ControlLine) => void {
  let range: { start: number; end: number } | null = null;
  return ({ export: begun, progress, done, error }) => {
    if (begun !== undefined) range = rangeIn(begun.arguments);
    if (progress !== undefined) {
      const share = range === null || progress.through === undefined ? null : shareOf(range, progress.through);
      terminal.write(`\r\u001B[K${bar(share)}${progress.items.toLocaleString('en')} items`);
    }
    if (done !== undefined || error !== undefined) terminal.write('\n');
  };
}

function rangeIn(values: Readonly<Record<string, unknown>>): { start: number; end: number } | null {
  const { start, end } = (values.attempted ?? {}) as { start?: string; end?: string };
  if (start === undefined || end === undefined) return null;
  // Nothing is read of what is still to come.
  return { start: Date.parse(start), end: Math.min(Date.parse(end), Date.now()) };
}

/** From either end of the range, because the newest may come first. */
function shareOf({ start, end }: { start: number; end: number }, through: string): number {
  return Math.min(1, Math.max(0, (Date.parse(through) - start) / (end - start)));
}

function bar(share: number | null): string {
  if (share === null) return '';
  const full = Math.round(share * WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${Math.floor(share * 100)} %  `;
}
