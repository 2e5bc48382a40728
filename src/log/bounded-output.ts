import { write } from 'node:fs';

/** Writes lines to a file descriptor without blocking. */
export type BoundedOutput = {
  /** Queues a line; drops it if too many bytes are waiting. An urgent line and all before it are written at once. */
  write(line: string, urgent?: boolean): void;
  /** Lines dropped so far. */
  readonly dropped: () => number;
  /** Writes all lines at once. Resolves when they are written, or after `withinMs` milliseconds at the latest. */
  flush(withinMs: number): Promise<void>;
};

/** Lines wait for others at most this long: a write costs as much as the rest of a small request. */
const BATCH_MS = 10;

/** So many bytes of lines do not wait for more. */
const BATCH_BYTES = 64 * 1024;

/** The wait before a failed write is retried, for example if the disk is full or the reader stalls. */
const RETRY_MS = 20;

/**
 * Writes to `fd` in the background and in batches. While it is not writable, up to `maxBytes` bytes of lines wait in
 * memory and further lines are dropped. A pipe must be non-blocking: a thread that hangs in a write would keep the
 * process from exiting.
 */
export function createBoundedOutput(fd: number, maxBytes: number): BoundedOutput {
  let lines: string[] = [];
  let bytes = 0;
  /** The unwritten part of the current write. */
  let rest: Buffer = Buffer.alloc(0);
  let busy = false;
  /** Whether the lines are written as soon as the current write ends. */
  let hurried = false;
  /** Runs while lines wait for others; keeps the process alive, so that its last lines are written. */
  let batch: NodeJS.Timeout | undefined;
  let dropped = 0;
  const onWritten: (() => void)[] = [];

  const take = () => {
    rest = Buffer.from(lines.join(''));
    lines = [];
    hurried = false;
  };
  const wrote = (count: number) => {
    rest = rest.subarray(count);
    bytes -= count;
  };
  const writeRest = () => {
    write(fd, rest, (error, count) => {
      if (error === null) {
        wrote(count);
        writeNext();
      } else setTimeout(writeRest, RETRY_MS).unref();
    });
  };
  const writeNext = () => {
    if (rest.length === 0 && hurried) take();
    busy = rest.length > 0;
    if (busy) writeRest();
    else if (lines.length > 0) batch ??= setTimeout(hurry, BATCH_MS);
    else for (const done of onWritten.splice(0)) done();
  };
  const hurry = () => {
    clearTimeout(batch);
    batch = undefined;
    hurried = true;
    if (!busy) writeNext();
  };
  return {
    write(line, urgent = false) {
      const size = Buffer.byteLength(line);
      if (bytes + size > maxBytes) {
        dropped += 1;
        return;
      }
      lines.push(line);
      bytes += size;
      if (urgent || bytes >= BATCH_BYTES) hurry();
      else if (!busy) batch ??= setTimeout(hurry, BATCH_MS);
    },
    dropped: () => dropped,
    async flush(withinMs) {
      if (bytes === 0) return;
      await new Promise<void>((resolve) => {
        onWritten.push(resolve);
        setTimeout(resolve, withinMs);
        hurry();
      });
    },
  };
}
