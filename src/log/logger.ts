import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './logged-error.ts';

/** A log of one JSON object a line, on stdout unless told otherwise; on a terminal, for people. Errors are under `err`. */
export async function createLogger(level: string, destination?: DestinationStream): Promise<Logger> {
  const options = { level, serializers: { err: (error: unknown) => loggedError(error) } };
  if (destination !== undefined) return pino(options, destination);
  // Written beside the requests: the lines of many at a time, and the last of them when the process ends.
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: 1, sync: false }));
  const { default: pretty } = await import('pino-pretty');
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true }));
}
