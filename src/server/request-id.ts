import { randomUUID } from 'node:crypto';

/** The header by which a client names its request, and by which it is told the name. */
export const REQUEST_ID_HEADER = 'x-request-id';

const PLAIN_ID = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * The name of a request in the log: what the client calls it, where that is 1 to 128 plain characters, else a UUID. As
 * a client can give the same name twice, nothing may rely on it but people.
 */
export function requestId(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && PLAIN_ID.test(header) ? header : randomUUID();
}
