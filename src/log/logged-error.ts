import { maskNumbers } from './masked.ts';

/** What the log says of an error. */
export type LoggedError = {
  readonly type: string;
  readonly message: string;
  /** Such as `ECONNREFUSED`; missing where the error has none. */
  readonly code?: string;
  /** The frames alone. */
  readonly stack: string;
  readonly cause?: LoggedError;
};

/** Causes of causes that are told. */
const DEEPEST = 3;

/**
 * An error for the log: nothing but its name, code, message, frames and causes. What else errors carry may be anything:
 * the headers of a request (undici), the command that failed, password included (ioredis), the input (zod). Messages
 * quote input, too, those of JSON.parse for one, so what stands between double quotes and long numbers are left out.
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
    ...(cause !== undefined && depth < DEEPEST && { cause: loggedError(cause, depth + 1) }),
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
