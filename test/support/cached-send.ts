import { vi } from 'vitest';
import { createSealing } from '../../src/upstream/auth/sealing.ts';
import { Secret } from '../../src/upstream/auth/secret.ts';
import { freshMs } from '../../src/upstream/freshness.ts';
import { type Call, type UpstreamRequest, type UsedAnswer, withLayers } from '../../src/upstream/http/request.ts';
import { withCache } from '../../src/upstream/http/with-cache.ts';
import { withErrors } from '../../src/upstream/http/with-errors.ts';
import { createAnswerMemory } from '../../src/upstream/traffic/answer-memory.ts';
import { createAnswerStore } from '../../src/upstream/traffic/answer-store.ts';
import { readOf, testCall, testTransport } from './sender.ts';
import { type Answer, type SeenRequest, startUpstream } from './upstream.ts';

/** A minute. */
export const MINUTE_MS = 60_000;
/** An hour. */
export const HOUR_MS = 60 * MINUTE_MS;
/** When the standing clock of a test begins. */
export const START = Date.parse('2026-03-15T12:00:00.000Z');
const FRESHNESS = {
  dataDelayMs: 20 * MINUTE_MS,
  settlingMs: HOUR_MS,
  settledMs: 6 * HOUR_MS,
  recentMs: MINUTE_MS,
  campaignsMs: 2 * MINUTE_MS,
  handoffsMs: 5 * MINUTE_MS,
  staleWhileRevalidateMs: MINUTE_MS,
  staleIfErrorMs: HOUR_MS,
};

/** Reads over a socket with a cache; `read` answers with the body, and `kept` is what its caller was told. */
export async function startCachedSend(answer: (request: SeenRequest, index: number) => Answer | Promise<Answer>) {
  const upstream = await startUpstream(answer);
  const results: string[] = [];
  const memory = createAnswerMemory(100_000);
  if (memory === null) throw new Error('no memory');
  const sealing = createSealing('1', new Secret('token'));
  const send = withLayers(testTransport(), [
    withCache({
      store: createAnswerStore(memory, sealing, null),
      leases: null,
      freshMs: (request, fetchedAt) => freshMs(FRESHNESS, request, fetchedAt),
      stale: FRESHNESS,
      refreshTimeoutMs: 1000,
      onResult: (_, result) => results.push(result),
    }),
    withErrors(),
  ]);
  const kept: UsedAnswer[] = [];
  const read = async (more: Partial<UpstreamRequest> = {}, call: Partial<Call> = {}) => {
    const told: Call = { ...testCall(), onFreshness: ({ name: _, ...answer }) => kept.push(answer), ...call };
    const response = await send(readOf(`${upstream.url}/a`, { call: told, windowEndMs: START, ...more }));
    return response;
  };
  return { upstream, results, kept, read, bodies: async () => (await read()).body };
}

/** Answers its index. */
export const counted = (_: SeenRequest, index: number) => ({ json: index });
/** Puts the standing clock forward. */
export const wait = (ms: number) => vi.setSystemTime(Date.now() + ms);
