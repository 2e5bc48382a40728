import { describe, expect, it } from 'vitest';
import { type Credential, withAuth } from '../../../src/upstream/auth/credential.ts';
import { withLayers } from '../../../src/upstream/http/request.ts';
import { type Budget, withBudget } from '../../../src/upstream/http/with-budget.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { withRetry } from '../../../src/upstream/http/with-retry.ts';
import { createBudget } from '../../../src/upstream/traffic/budget.ts';
import { memoryPace, rateOf } from '../../../src/upstream/traffic/pace.ts';
import { budgetOptions, mostInASecond } from '../../support/budgets.ts';
import { failureOf, readOf, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

const OK: Answer = { json: {} };
const RETRIES = { rateLimitedMs: [5], unavailableMs: [5, 5], unreachableMs: [5] };

/** A budget that counts the turns it gave. */
function countingBudget(perSecond: number): { budget: Budget; given: () => number } {
  const budget = createBudget(memoryPace(rateOf(perSecond)), budgetOptions());
  let given = 0;
  const turn: Budget['turn'] = async (call) => {
    const refusedForMs = await budget.turn(call);
    if (refusedForMs === null) given += 1;
    return refusedForMs;
  };
  return { budget: { ...budget, turn }, given: () => given };
}

/** All layers around the budget, over an upstream that gives these answers, the last one ever after. */
async function senderOver(answers: readonly Answer[], perSecond = 1000, credential?: Credential) {
  const { budget, given } = countingBudget(perSecond);
  const arrivals: number[] = [];
  const upstream = await startUpstream((_, index) => {
    arrivals.push(performance.now());
    return answers[Math.min(index, answers.length - 1)];
  });
  const send = withLayers(testTransport(), [
    withRetry(RETRIES),
    withErrors(),
    ...(credential === undefined ? [] : [withAuth(credential)]),
    withBudget(() => budget),
  ]);
  return { send, upstream, arrivals, given };
}

describe('withBudget', () => {
  it('holds the rate on the wire', async () => {
    const { send, upstream, arrivals } = await senderOver([OK], 50);
    await Promise.all(Array.from({ length: 60 }, () => send(readOf(upstream.url))));
    expect(arrivals).toHaveLength(60);
    expect(mostInASecond(arrivals, 100)).toBeLessThanOrEqual(50);
  });

  it('gives each retry a turn of its own', async () => {
    const { send, upstream, given } = await senderOver([{ status: 500, json: {} }, { status: 503, json: {} }, OK]);
    await send(readOf(upstream.url));
    expect(upstream.requests).toHaveLength(3);
    expect(given()).toBe(3);
  });

  it('gives the attempt after a 401 a turn of its own', async () => {
    const renewed: string[] = [];
    const credential: Credential = {
      authorize: () => `Bearer ${renewed.length}`,
      renew: (refused) => renewed.push(refused),
    };
    const { send, upstream, given } = await senderOver([{ status: 401, json: {} }, OK], 1000, credential);
    await send(readOf(upstream.url));
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer 0', 'Bearer 1']);
    expect(renewed).toEqual(['Bearer 0']);
    expect(given()).toBe(2);
  });

  it('lets a request be signed at its turn, not before the wait', async () => {
    const credential: Credential = { authorize: () => String(performance.now()) };
    const { send, upstream, arrivals } = await senderOver([OK], 10, credential);
    await Promise.all([send(readOf(upstream.url)), send(readOf(upstream.url)), send(readOf(upstream.url))]);
    const ages = upstream.requests.map(({ headers }, index) => (arrivals[index] ?? 0) - Number(headers.authorization));
    expect(Math.max(...ages)).toBeLessThan(80);
  });

  it('takes another turn when the credential took its time after the first', async () => {
    const tookMs = [30, 0];
    const credential: Credential = {
      authorize: () => new Promise((resolve) => setTimeout(resolve, tookMs.shift() ?? 0, 'Bearer new')),
    };
    const { send, upstream, given } = await senderOver([OK], 1000, credential);
    await send(readOf(upstream.url));
    expect(upstream.requests).toHaveLength(1);
    expect(given()).toBe(2);
  });

  it('lets a request be signed once for each attempt', async () => {
    let signed = 0;
    const credential: Credential = {
      authorize() {
        signed += 1;
        return `signature ${signed}`;
      },
    };
    const { send, upstream } = await senderOver([{ status: 500, json: {} }, OK], 1000, credential);
    await send(readOf(upstream.url));
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual(['signature 1', 'signature 2']);
    expect(signed).toBe(2);
  });

  it('takes no turn for a credential that is missing', async () => {
    const credential: Credential = {
      prepare() {
        throw new Error('no credential');
      },
      authorize: () => 'never',
    };
    const { send, upstream, given } = await senderOver([OK], 1000, credential);
    await expect(send(readOf(upstream.url))).rejects.toThrow('no credential');
    expect(given()).toBe(0);
  });

  it('fails at once, unsent and without a retry, when the turn would come after the deadline', async () => {
    const { send, upstream } = await senderOver([OK], 1);
    await send(readOf(upstream.url));
    const begunAt = performance.now();
    const error = await failureOf(send(readOf(upstream.url, { call: testCall(300) })));
    expect(performance.now() - begunAt).toBeLessThan(100);
    expect(error).toMatchObject({
      code: 'UPSTREAM_RATE_LIMITED',
      service: 'OUTBOUND_REPORTING',
      details: { delivery: 'unsent' },
    });
    expect(error.details.retryAfterMs).toBeGreaterThan(850);
    expect(error.details.retryAfterMs).toBeLessThan(1250);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ['seconds', { 'retry-after': '1' }, 990, 1400],
    ['nothing', {}, 990, 1400],
  ])('closes the tap for all after a 429 with %s in its Retry-After', async (_, headers, leastMs, mostMs) => {
    const { send, upstream, arrivals } = await senderOver([{ status: 429, headers, json: {} }, OK]);
    const first = send(readOf(upstream.url, { call: testCall(500) })).catch(() => {});
    await first;
    await send(readOf(upstream.url));
    const pauseMs = (arrivals[1] ?? 0) - (arrivals[0] ?? 0);
    expect(pauseMs).toBeGreaterThan(leastMs);
    expect(pauseMs).toBeLessThan(mostMs);
  });

  it('fails those at once whom an absurd Retry-After leaves no time, without asking again', async () => {
    const { send, upstream } = await senderOver([{ status: 429, headers: { 'retry-after': '999999999' }, json: {} }]);
    await failureOf(send(readOf(upstream.url)));
    const error = await failureOf(send(readOf(upstream.url)));
    expect(error).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED', details: { delivery: 'unsent' } });
    expect(upstream.requests).toHaveLength(1);
  });
});
