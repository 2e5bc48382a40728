import type { ServerOptions } from 'node:http';

/** The timeouts of connections, in milliseconds. */
export type SocketOptions = {
  /** For a request, including its body. */
  readonly deadlineMs: number;
  /** For the next request. */
  readonly keepAliveMs: number;
};

/** 16 KiB for the longest token that is read, and as much for all other headers. */
const MAX_HEADER_BYTES = 32 * 1024;

/**
 * The limits of a connection before its request is complete. A head or body that is late, or a connection that sends
 * nothing, gets HTTP 408 and is closed; a head that is too large gets 431.
 */
export function socketLimits({ deadlineMs, keepAliveMs }: SocketOptions): ServerOptions {
  return {
    ...arrivalLimits(deadlineMs),
    connectionsCheckingInterval: Math.min(deadlineMs, 5000),
    keepAliveTimeout: keepAliveMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
}

/** Those that a running server can change. */
export function arrivalLimits(deadlineMs: number): Required<Pick<ServerOptions, 'headersTimeout' | 'requestTimeout'>> {
  return {
    headersTimeout: Math.min(deadlineMs, 10_000),
    // A slow body occupies memory, so it must not take longer than a response.
    requestTimeout: deadlineMs,
  };
}
