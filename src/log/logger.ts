import { type LevelWithSilent, type Logger, pino } from 'pino';
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

/** The number of the level `error`. */
const ERROR = 50;

/** A log on stdout with one JSON object per line; on a terminal, formatted for people. */
export async function openLog(level: LevelWithSilent): Promise<Log> {
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
  return {
    logger: createLogger(level, { write: (line) => terminal.write(line) }),
    droppedLines: () => 0,
    flush: async () => {},
  };
}

/** A logger with one JSON object per line. Errors are under `err`. Lines of level `error` and above do not wait. */
export function createLogger(level: LevelWithSilent, output: { write(line: string, urgent: boolean): void }): Logger {
  const destination = {
    // Has pino set `lastLevel` before it writes a line.
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string): void {
      output.write(line, this.lastLevel >= ERROR);
    },
  };
  return pino({ level, serializers: { err: (error: unknown) => loggedError(error) } }, destination);
}
