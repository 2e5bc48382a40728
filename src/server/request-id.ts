import { randomUUID } from 'node:crypto';

/** The header of the request id, in requests and responses. */
export const REQUEST_ID_HEADER = 'x-request-id';

const PLAIN_ID = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * The id of a request in the log: the client's own if it has 1 to 128 plain characters, otherwise a UUID. It is for
 * people only: clients may reuse an id.
 */
export function requestId(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && PLAIN_ID.test(header) ? header : randomUUID();
}
