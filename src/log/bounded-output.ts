import { write } from 'node:fs';

/** A descriptor that lines are written to without ever waiting for it. */
export type BoundedOutput = {
  /** Writes a line soon; drops it when too many bytes wait already. */
  write(line: string): void;
  /** Lines dropped so far. */
  readonly dropped: () => number;
  /** Resolves when all lines are written, or after `withinMs` milliseconds at the latest. */
  flush(withinMs: number): Promise<void>;
};

/** A disk that is full or a reader that stalls is tried again after so long. */
const RETRY_MS = 20;

/**
 * Writes to `fd` in the background, with at most `maxBytes` bytes of lines in memory. A pipe must not block: a thread
 * that hangs in a write would keep the process from ending. While the descriptor cannot be written, lines wait, and
 * those beyond `maxBytes` are dropped.
 */
export function createBoundedOutput(fd: number, maxBytes: number): BoundedOutput {
  let lines: string[] = [];
  let bytes = 0;
  /** What is being written, as far as it is not. */
  let rest: Buffer = Buffer.alloc(0);
  let busy = false;
  let dropped = 0;
  const onWritten: (() => void)[] = [];

  const take = () => {
    if (rest.length > 0) return;
    rest = Buffer.from(lines.join(''));
    lines = [];
  };
  const wrote = (count: number) => {
    rest = rest.subarray(count);
    bytes -= count;
  };
  const writeNext = () => {
    take();
    busy = rest.length > 0;
    if (!busy) {
      for (const done of onWritten.splice(0)) done();
      return;
    }
    write(fd, rest, (error, count) => {
      if (error === null) {
        wrote(count);
        writeNext();
      } else setTimeout(writeNext, RETRY_MS).unref();
    });
  };
  return {
    write(line) {
      const size = Buffer.byteLength(line);
      if (bytes + size > maxBytes) {
        dropped += 1;
        return;
      }
      lines.push(line);
      bytes += size;
      if (!busy) writeNext();
    },
    dropped: () => dropped,
    async flush(withinMs) {
      if (!busy) return;
      await new Promise<void>((resolve) => {
        onWritten.push(resolve);
        setTimeout(resolve, withinMs);
      });
    },
  };
}
