import { type DestinationStream, type Logger, pino } from 'pino';
import { type BoundedOutput, createBoundedOutput } from './bounded-output.ts';
import { loggedError } from './logged-error.ts';

/** The log of a process. */
export type Log = {
  readonly logger: Logger;
  /** Lines dropped so far because stdout was not writable. */
  readonly droppedLines: BoundedOutput['dropped'];
  /** Resolves when all lines are written, or after half a second if stdout is not writable. */
  flush(): Promise<void>;
};

/** The most bytes of lines that wait for stdout. */
const MAX_BYTES = 4 * 1024 ** 2;

const FLUSH_MS = 500;

/** A log on stdout with one JSON object per line; on a terminal, formatted for people. */
export async function openLog(level: string): Promise<Log> {
  // Accessing `process.stdout` also makes a pipe non-blocking, so that no write can hang.
  if (!process.stdout.isTTY) {
    const output = createBoundedOutput(1, MAX_BYTES);
    return {
      logger: createLogger(level, output),
      droppedLines: output.dropped,
      flush: () => output.flush(FLUSH_MS),
    };
  }
  const { default: pretty } = await import('pino-pretty');
  const terminal = pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true });
  return { logger: createLogger(level, terminal), droppedLines: () => 0, flush: async () => {} };
}

/** A logger with one JSON object per line. Errors are under `err`. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  return pino({ level, serializers: { err: (error: unknown) => loggedError(error) } }, destination);
}
