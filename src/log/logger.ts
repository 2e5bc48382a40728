import { hostname } from 'node:os';
import { type BoundedOutput, createBoundedOutput } from './bounded-output.ts';
import { loggedError } from './logged-error.ts';

/** The levels with their numbers in the log. */
const LEVELS = { debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: Number.POSITIVE_INFINITY } as const;

/** The least level that is logged. */
export type LogLevel = keyof typeof LEVELS;

/** Writes a line. What is under `err` is logged as `loggedError` shows it. */
type Write = (message: string, fields?: object) => void;

/** Writes lines by their level. */
export type Logger = Readonly<Record<'info' | 'warn' | 'error' | 'fatal', Write>> & {
  /** Whether lines of level `info` are logged. */
  readonly informs: boolean;
};

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
export async function openLog(level: LogLevel): Promise<Log> {
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

/** A logger with one JSON object per line, in the format of pino. Lines of level `error` and above do not wait. */
export function createLogger(least: LogLevel, output: { write(line: string, urgent: boolean): void }): Logger {
  const origin = { pid: process.pid, hostname: hostname() };
  const writes = (name: LogLevel): Write => {
    const level = LEVELS[name];
    if (level < LEVELS[least]) return () => {};
    return (msg, fields = {}) => {
      const safe = 'err' in fields ? { ...fields, err: loggedError(fields.err) } : fields;
      const line = JSON.stringify({ level, time: Date.now(), ...origin, ...safe, msg });
      output.write(`${line}\n`, level >= LEVELS.error);
    };
  };
  return {
    info: writes('info'),
    warn: writes('warn'),
    error: writes('error'),
    fatal: writes('fatal'),
    informs: LEVELS[least] <= LEVELS.info,
  };
}
