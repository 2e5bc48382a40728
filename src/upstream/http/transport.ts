import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request as undiciRequest } from 'undici';
import type { Send } from './request.ts';

/** Connections to upstreams. */
export type TransportOptions = {
  /** Maximum connections per host. */
  readonly connections: number;
  /** Milliseconds that an idle connection stays open. */
  readonly keepAliveMs: number;
  /** Maximum bytes of an answer; a larger one is an error. */
  readonly maxResponseBytes: number;
};

/** A transport over keep-alive connections. */
export type Transport = {
  readonly send: Send;
  /** Accepts no more calls, and waits up to `graceMs` milliseconds for those in flight. */
  close(graceMs: number): Promise<void>;
};

/** The innermost `Send`. It uses undici's `request`, because `fetch` refuses to send a GET with a body. */
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
