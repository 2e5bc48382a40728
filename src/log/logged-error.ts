import { maskNumbers } from './masked.ts';

/** An error as it is logged. */
export type LoggedError = {
  readonly type: string;
  readonly message: string;
  /** For example `ECONNREFUSED`; absent if the error has none. */
  readonly code?: string;
  /** The frames, without the message. */
  readonly stack: string;
  readonly cause?: LoggedError;
};

/** Levels of causes that are logged. */
const MAX_DEPTH = 3;

/**
 * An error for the log: its name, code, message, frames and causes only. Other properties may hold request headers
 * (undici), the failed command with its password (ioredis) or the input (zod). Messages may quote input (JSON.parse), so
 * text in double quotes is left out and long numbers are masked.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'A value that is not an Error was thrown', stack: '' };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type: name,
    message: scrubbed(message),
    ...(typeof code === 'string' && /^[A-Z_]{3,60}$/.test(code) && { code }),
    stack: framesOf(stack),
    ...(cause !== undefined && depth < MAX_DEPTH && { cause: loggedError(cause, depth + 1) }),
  };
}

function scrubbed(message: string): string {
  return maskNumbers(message.replace(/"[\s\S]*"/, '"…"').slice(0, 1000));
}

/** A stack begins with the message, which may have several lines. */
function framesOf(stack = ''): string {
  return stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
}
