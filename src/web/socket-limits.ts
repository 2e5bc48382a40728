import type { ServerOptions } from 'node:http';

/**
 * What a connection may take of the server before there is a request to answer. A head or a body that does not come
 * within its time gets HTTP 408 and the connection ends, also one that never says a word; a head that is too large 431.
 */
export function socketLimits(deadlineMs: number): ServerOptions {
  return {
    headersTimeout: Math.min(deadlineMs, 10_000),
    // A body that does not come takes a place inside, so it may not take longer than an answer.
    requestTimeout: deadlineMs,
    connectionsCheckingInterval: Math.min(deadlineMs, 5000),
    // Longer than proxies keep an idle connection (a minute), so that none of them sends a request into one that just ends.
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16 * 1024,
  };
}
