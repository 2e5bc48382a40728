import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import type { AccountUpstreams } from '../../src/upstream/accounts/account-upstreams.ts';
import { createUpstreams } from '../../src/upstream/accounts/upstreams.ts';
import type { Call, Send, UpstreamRequest } from '../../src/upstream/http/request.ts';
import { createTransport, type TransportOptions } from '../../src/upstream/http/transport.ts';
import { UpstreamError } from '../../src/upstream/http/upstream-error.ts';
import type { RetryTable } from '../../src/upstream/http/with-retry.ts';
import { budgetsOf } from './budgets.ts';
import { NO_OBSERVER } from './observer.ts';

/** A call that may take `deadlineMs`, and that `client` may leave. */
export function testCall(deadlineMs = 5000, client?: AbortSignal): Call {
  const timeout = AbortSignal.timeout(deadlineMs);
  return {
    signal: client === undefined ? timeout : AbortSignal.any([client, timeout]),
    deadlineAt: Date.now() + deadlineMs,
  };
}

/** A GET of `url` that may be repeated; `more` replaces what a test is about. */
export function readOf(url: string, more: Partial<UpstreamRequest> = {}): UpstreamRequest {
  return { method: 'GET', url, headers: {}, family: 'transactions', repeatable: true, call: testCall(), ...more };
}

/** A transport for the running test. */
export function testTransport(options: Partial<TransportOptions> = {}): Send {
  const transport = createTransport({ connections: 32, keepAliveMs: 1000, maxResponseBytes: 1024 ** 2, ...options });
  // Not awaited: work that is shared may outlive the call that a test gave up.
  onTestFinished(() => void transport.close(0));
  return transport.send;
}

const OAUTH1 = { consumerKey: 'key', consumerSecret: 'consumer-secret', token: 'token', tokenSecret: 'token-secret' };

/** The APIs of an account that are all at `url`, with OAuth 1 credentials and one quick retry unless told otherwise. */
export function testUpstreams(
  url: string,
  credentials: Record<string, unknown> = { oauth1: OAUTH1 },
  retry: RetryTable = { rateLimitedMs: [5], unavailableMs: [5], unreachableMs: [5] },
): AccountUpstreams {
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url, sentinel: url };
  const config = gatewayConfig({
    callers: { mode: 'none' },
    accounts: [{ accountId: '12345678', credentials, endpoints }],
    retry: { ...retry, jitter: 0 },
    budgets: budgetsOf(10_000),
  });
  const shared = { transport: testTransport(), observer: NO_OBSERVER, redis: null };
  const upstreams = createUpstreams(config.accounts, config, shared).of('12345678', null);
  if (upstreams === undefined) throw new Error('no account');
  return upstreams;
}

/** The `UpstreamError` that `work` fails with. */
export async function failureOf(work: Promise<unknown>): Promise<UpstreamError> {
  const error: unknown = await work.then(
    (value) => new Error(`expected a failure, got ${JSON.stringify(value)}`),
    (reason) => reason,
  );
  if (error instanceof UpstreamError) return error;
  throw error;
}

/** A base URL of this machine where nothing listens. */
export async function refusingUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
