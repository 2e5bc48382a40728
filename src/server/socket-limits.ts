import type { ServerOptions } from 'node:http';

/** How long connections are waited for, in milliseconds. */
export type SocketOptions = {
  /** For a request, body and all. */
  readonly deadlineMs: number;
  /** For the next request. */
  readonly keepAliveMs: number;
};

/** Room for the longest token that is read, 16 KiB, and as much for all other headers. */
const MAX_HEADER_BYTES = 32 * 1024;

/**
 * What a connection may take of the server before there is a request to answer. A head or a body that does not come
 * within its time gets HTTP 408 and the connection ends, also one that never says a word; a head that is too large 431.
 */
export function socketLimits({ deadlineMs, keepAliveMs }: SocketOptions): ServerOptions {
  return {
    headersTimeout: Math.min(deadlineMs, 10_000),
    // A body that does not come takes a place inside, so it may not take longer than an answer.
    requestTimeout: deadlineMs,
    connectionsCheckingInterval: Math.min(deadlineMs, 5000),
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
}
