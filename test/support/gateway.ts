import { onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { type GatewayOptions, startGateway } from '../../src/server/gateway.ts';
import { type RequestLine, requestLine } from '../../src/server/request-log.ts';
import { budgetsOf } from './budgets.ts';

/** A GraphQL answer. */
export type GraphQLAnswer = {
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape of its own answer.
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** A gateway for one test. */
export type TestGateway = {
  readonly url: string;
  /** Asks over HTTP, as a client does. */
  query(query: string, variables?: Record<string, unknown>, init?: RequestInit): Promise<GraphQLAnswer>;
  /** Has it serve by another configuration file's JSON; see `Gateway.reload`. */
  reload(config: Record<string, unknown>): Promise<readonly string[]>;
  /** What the gateway reported as its own fault; empty in a test that shows no bug. */
  readonly bugs: unknown[];
  /** The log's line of each request, in the order in which they ended; it is written after the answer. */
  readonly lines: RequestLine[];
};

/** The account that `startTestGateway` serves unless told otherwise. */
export const ACCOUNT_ID = '12345678';

/** An instant to stand still at, with days of data before it. */
export const NOW = Date.parse('2026-03-15T12:00:00.000Z');

/** Waits that a test can afford, one of each kind. */
const QUICK_RETRY = { rateLimitedMs: [10], unavailableMs: [5], unreachableMs: [5], jitter: 0 };

/** One account whose APIs are all at `url`, with OAuth 1 and bearer credentials (no token is fetched). */
export function accountAt(url: string, more: Record<string, unknown> = {}) {
  return {
    accountId: ACCOUNT_ID,
    credentials: {
      oauth1: { consumerKey: 'key', consumerSecret: 'consumer-secret', token: 'token', tokenSecret: 'token-secret' },
    },
    endpoints: { domainApi: url, reporting: url, configuration: url, liveDeflect: url, sentinel: url },
    ...more,
  };
}

/** What a test that is not about callers and browsers has: everybody may do everything. */
export const OPEN = { callers: { mode: 'none' }, web: { graphiql: true, introspection: true } };

function testConfig(config: Record<string, unknown>) {
  // Other tests and other processes delay the event loop, too; the tests of the guard have limits of their own.
  const guard = { loopDelayMs: 600_000 };
  const cache = { maxBytes: 0 };
  return gatewayConfig({ ...OPEN, retry: QUICK_RETRY, budgets: budgetsOf(10_000), cache, guard, ...config });
}

/** Starts a gateway on a free port for the running test. `config` is a configuration file's JSON. */
export async function startTestGateway(
  config: Record<string, unknown>,
  now: number | null = NOW,
  redisUrl?: string,
  more: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const bugs: unknown[] = [];
  const lines: RequestLine[] = [];
  const gateway = await startGateway(testConfig(config), {
    host: '127.0.0.1',
    port: 0,
    redisUrl,
    reportBug: (bug) => bugs.push(bug),
    onRequest: (facts, end) => lines.push(requestLine(facts, end)),
    ...(now !== null && { now: () => now }),
    ...more,
  });
  onTestFinished(() => gateway.close());
  return {
    url: gateway.url,
    reload: (next) => gateway.reload(() => testConfig(next)),
    bugs,
    lines,
    async query(query, variables, init) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        ...init,
        headers: { 'content-type': 'application/json', ...init?.headers },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphQLAnswer;
    },
  };
}
