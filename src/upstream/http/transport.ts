import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as undiciRequest } from 'undici';
import type { Send } from './request.ts';

/** How connections to upstreams are kept. */
export type TransportOptions = {
  /** Connections per host. */
  readonly connections: number;
  /** Milliseconds that an idle connection is kept open. */
  readonly keepAliveMs: number;
  /** Bytes of the largest answer read; a larger one is an error. */
  readonly maxResponseBytes: number;
};

/** A transport over kept-alive connections. */
export type Transport = {
  readonly send: Send;
  /** Takes no more calls and waits for those that run, `graceMs` milliseconds at most. */
  close(graceMs: number): Promise<void>;
};

/** The floor: plain request in, plain response out. undici frames the body of a GET, which `fetch` refuses to send. */
export function createTransport(options: TransportOptions): Transport {
  const dispatcher = new Agent({
    connections: options.connections,
    keepAliveTimeout: options.keepAliveMs,
    maxResponseSize: options.maxResponseBytes,
  });
  const send: Send = async ({ url, method, headers, body, call }) => {
    const response = await undiciRequest(url, { dispatcher, method, headers, body: body ?? null, signal: call.signal });
    const text = await response.body.text();
    return { status: response.statusCode, headers: response.headers, body: text, fetchedAt: Date.now() };
  };
  return {
    send,
    async close(graceMs) {
      await Promise.race([dispatcher.close(), sleep(Math.max(0, graceMs), undefined, { ref: false })]);
    },
  };
}
