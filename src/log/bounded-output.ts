import { write } from 'node:fs';

/** Writes lines to a file descriptor without blocking. */
export type BoundedOutput = {
  /** Queues a line; drops it if too many bytes are waiting. */
  write(line: string): void;
  /** Lines dropped so far. */
  readonly dropped: () => number;
  /** Resolves when all lines are written, or after `withinMs` milliseconds at the latest. */
  flush(withinMs: number): Promise<void>;
};

/** The wait before a failed write is retried, for example if the disk is full or the reader stalls. */
const RETRY_MS = 20;

/**
 * Writes to `fd` in the background. While it is not writable, up to `maxBytes` bytes of lines wait in memory and further
 * lines are dropped. A pipe must be non-blocking: a thread that hangs in a write would keep the process from exiting.
 */
export function createBoundedOutput(fd: number, maxBytes: number): BoundedOutput {
  let lines: string[] = [];
  let bytes = 0;
  /** The unwritten part of the current write. */
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
