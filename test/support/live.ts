import { request } from 'undici';
import { onTestFinished } from 'vitest';
import { startAnswering } from './answering.ts';
import type { GraphQLAnswer } from './gateway.ts';
import { until } from './held-upstream.ts';

/** A stream of events as it is on the wire. */
export type OpenStream = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The results so far. */
  readonly results: readonly GraphQLAnswer[];
  /** All that came so far. */
  text(): string;
  /** Resolves with the result of this index when it is there. */
  result(index: number): Promise<GraphQLAnswer>;
  /** Resolves when the response has ended: whether it was complete. */
  ended(): Promise<boolean>;
  leave(): void;
};

/** What a stream may have besides its parameters. */
export type OpenInit = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly documentId?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
};

/** Asks by POST for events, for the running test. */
export async function openStream(
  url: string,
  query: string | null,
  { headers, ...parameters }: OpenInit = {},
): Promise<OpenStream> {
  const left = new AbortController();
  onTestFinished(() => left.abort());
  const response = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, ...parameters }),
    signal: left.signal,
  });
  let text = '';
  let hasEnded = false;
  const end = () => {
    hasEnded = true;
  };
  response.body.on('data', (chunk) => {
    text += chunk;
  });
  response.body.on('end', end).on('error', end).on('close', end);
  const results = () =>
    [...text.matchAll(/^event: next\ndata: ([^\n]*)\n\n/gm)].map(([, json = '']) => JSON.parse(json));
  return {
    status: response.statusCode,
    headers: response.headers,
    get results() {
      return results();
    },
    text: () => text,
    async result(index) {
      await until(() => results().length > index || hasEnded);
      return results()[index];
    },
    async ended() {
      await until(() => hasEnded);
      return text.endsWith('event: complete\ndata:\n\n');
    },
    leave: () => left.abort(),
  };
}

/** A live query whose answer is one upstream call. */
export const LIVE =
  'subscription Live { account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { totals { attempted } } } } }';

/** Polls that a test can wait for, by answers that are fresh for 200 ms. */
export const QUICK = {
  subscriptions: { shortestPollMs: 100, pollMs: 150, longestPollMs: 600, heartbeatMs: 100 },
  cache: { campaignsMs: 200 },
};

/** Starts a gateway with quick polls, over an upstream whose answers count from 0. */
export async function startLive({ config, ...options }: Parameters<typeof startAnswering>[0] = {}) {
  const answering = await startAnswering({ ...options, config: { ...QUICK, ...config } });
  return {
    ...answering,
    /** Asks for `LIVE`, or something else, as a subscriber. */
    open: (query: string | null = LIVE, init?: OpenInit) => openStream(answering.gateway.url, query, init),
  };
}

/** What the answer to `LIVE` says was attempted. */
export const attemptedIn = ({ data }: GraphQLAnswer) => data.account.campaign.analytics.totals.attempted;

/** The shortest time between two of these instants, which are in order. */
export function shortestGap(instants: readonly number[]): number {
  return Math.min(...instants.slice(1).map((at, index) => at - (instants[index] ?? 0)));
}
