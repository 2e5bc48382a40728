import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Send } from '../../../src/upstream/http/request.ts';
import { budgetsOf, mostInASecond } from '../../support/budgets.ts';
import { accountAt } from '../../support/gateway.ts';
import { until } from '../../support/held-upstream.ts';
import { HAS_REDIS, startRedis } from '../../support/redis.ts';
import { attemptedOf, testProcess } from '../../support/reload.ts';
import { failureOf, testCall, testTransport } from '../../support/sender.ts';
import { readyRedis } from '../../support/shared-upstreams.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow } from '../../support/wire.ts';

const ALICE = 'le-alice';
const BOB = 'le-bob';
/** What each is told, so that nobody's answer can be taken for another's. */
const TOLD: Record<string, number> = { [`Bearer ${ALICE}`]: 1, [`Bearer ${BOB}`]: 2 };

/** An upstream that tells everybody something else (the gateway 0), after `delayMs`, and refuses the tokens in `refused`. */
async function startApis(delayMs = 0) {
  const refused = new Set<string>();
  const arrivals: number[] = [];
  const upstream = await startUpstream(async ({ path, headers }) => {
    arrivals.push(performance.now());
    await sleep(delayMs);
    const authorization = headers.authorization ?? '';
    if (refused.has(authorization)) return { status: 401, json: { code: '1', message: 'no' } };
    if (path.includes('/handoffs/')) return { json: [handoffRow(`H${TOLD[authorization] ?? 0}`)] };
    return { json: analyticsAnswer([analyticsRow({ attempted: TOLD[authorization] ?? 0 })]) };
  });
  const schemes = () =>
    upstream.requests.map(({ headers }) => headers.authorization?.replace(/^OAuth .*/, 'OAuth')).toSorted();
  return { upstream, refused, arrivals, schemes };
}

const UNAUTHORIZED = { code: 'UPSTREAM_UNAUTHORIZED', service: 'OUTBOUND_REPORTING', details: { httpStatus: 401 } };

describe('callers with LE bearer tokens of their own', () => {
  it('are asked for with their own, in Reporting and in Configuration', async () => {
    const { upstream, schemes } = await startApis();
    const of = testProcess(upstream.url).load();
    expect(await attemptedOf(of(ALICE))).toBe(1);
    const { handoffs } = await of(BOB).outboundConfiguration.fetchHandoffs({ limit: 1, offset: 0 }, testCall());
    expect(handoffs[0]?.handoffId).toBe('H2');
    expect(schemes()).toEqual([`Bearer ${ALICE}`, `Bearer ${BOB}`]);
  });

  it('get their own answers, not those of each other or of the gateway, which they do not get either', async () => {
    const { upstream, schemes } = await startApis();
    const of = testProcess(upstream.url).load();
    const asked = [null, ALICE, BOB, null, ALICE, BOB];
    const told = [];
    for (const bearer of asked) told.push(await attemptedOf(of(bearer)));
    expect(told).toEqual([0, 1, 2, 0, 1, 2]);
    expect(schemes()).toEqual([`Bearer ${ALICE}`, `Bearer ${BOB}`, 'OAuth']);
  });

  it('share a read at the same time with themselves alone', async () => {
    const { upstream, schemes } = await startApis(50);
    const of = testProcess(upstream.url, { answers: null }).load();
    const asked = [ALICE, BOB, null, ALICE, BOB, null];
    expect(await Promise.all(asked.map((bearer) => attemptedOf(of(bearer))))).toEqual([1, 2, 0, 1, 2, 0]);
    expect(schemes()).toEqual([`Bearer ${ALICE}`, `Bearer ${BOB}`, 'OAuth']);
  });

  it('look up the addresses of an account once, together', async () => {
    const upstream = await startUpstream(({ path }) => {
      const regional = { service: 'asyncMessagingEnt', baseURI: 'va.msg.example.net' };
      return { json: path.includes('baseURI.json') ? { baseURIs: [regional] } : analyticsAnswer([]) };
    });
    const send = testTransport();
    const transport: Send = (request) =>
      send({ ...request, url: request.url.replace('https://va.cx-reporting.liveperson.net', upstream.url) });
    const accounts = [accountAt(upstream.url, { endpoints: { domainApi: upstream.url } })];
    const of = testProcess(upstream.url, { transport }).load(accounts);
    for (const bearer of [ALICE, BOB, null]) await attemptedOf(of(bearer));
    expect(upstream.asked()).toHaveLength(4);
    expect(upstream.asked().filter((line) => line.includes('baseURI.json'))).toHaveLength(1);
  });

  it('keep to one budget, with the gateway', async () => {
    const { upstream, arrivals } = await startApis();
    const of = testProcess(upstream.url).load(undefined, { budgets: budgetsOf(20) });
    const asked = Array.from({ length: 30 }, (_, index) => ({
      bearer: [ALICE, BOB, null][index % 3],
      id: `c${index}`,
    }));
    await Promise.all(asked.map(({ bearer, id }) => attemptedOf(of(bearer), id)));
    expect(arrivals).toHaveLength(30);
    expect(mostInASecond(arrivals, 100)).toBeLessThanOrEqual(20);
  });

  it('take turns as one, however many tokens, until LivePerson has answered theirs', async () => {
    const { upstream, refused } = await startApis();
    const of = testProcess(upstream.url).load(undefined, { budgets: budgetsOf(20) });
    const call = (client: string) => ({ ...testCall(), client });
    await attemptedOf(of(ALICE), 'c0', call('alice'));
    const madeUp = Array.from({ length: 12 }, (_, index) => `made-up-${index}`);
    for (const token of madeUp) refused.add(`Bearer ${token}`);
    const strangers = madeUp.map((token) => failureOf(attemptedOf(of(token), 'c1', call(token))));
    const known = [1, 2, 3, 4].map((nth) => attemptedOf(of(ALICE), `c${nth}`, call('alice')));
    await Promise.all([...strangers, ...known]);
    const [, ...asked] = upstream.requests.map(({ headers }) => headers.authorization);
    expect(asked.slice(0, 9).filter((token) => token === `Bearer ${ALICE}`)).toHaveLength(4);
  });

  it('meet one breaker, with the gateway', async () => {
    const upstream = await startUpstream(() => ({ status: 503, json: {} }));
    const of = testProcess(upstream.url).load(undefined, { breaker: { minimumCalls: 2 } });
    await failureOf(attemptedOf(of(ALICE)));
    await failureOf(attemptedOf(of(null)));
    const failure = await failureOf(attemptedOf(of(BOB)));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { delivery: 'unsent' } });
    expect(upstream.requests).toHaveLength(2);
  });

  it('have no LiveDeflect: nothing is sent or asked, not even an address', async () => {
    const { upstream } = await startApis();
    const of = testProcess(upstream.url).load([accountAt(upstream.url, { endpoints: { domainApi: upstream.url } })]);
    const { liveDeflect, sendAlertOnce } = of(ALICE);
    const query = { during: { startMs: 1_773_100_800_000, endMs: 1_773_187_200_000 } };
    const alert = {} as Parameters<typeof sendAlertOnce>[0];
    for (const work of [
      liveDeflect.fetchDeflections(query, testCall()),
      liveDeflect.fetchProactiveAlerts(query, testCall()),
      liveDeflect.sendProactiveAlert(alert, testCall()),
      sendAlertOnce(alert, 'key-1', testCall()),
      sendAlertOnce(alert, null, testCall()),
    ]) {
      const failure = await failureOf(work);
      expect(failure).toMatchObject({ code: 'UPSTREAM_UNAUTHORIZED', service: 'LIVE_DEFLECT' });
      expect(failure.details.delivery).toBe('unsent');
      expect(failure.message).not.toContain(ALICE);
    }
    expect(upstream.requests).toEqual([]);
  });
});

describe('a caller whose LE bearer token is refused', () => {
  it('gets UPSTREAM_UNAUTHORIZED after one call, and an answer with a good one', async () => {
    const { upstream, refused, schemes } = await startApis();
    refused.add('Bearer expired');
    const of = testProcess(upstream.url).load();
    expect(await failureOf(attemptedOf(of('expired')))).toMatchObject(UNAUTHORIZED);
    expect(schemes()).toEqual(['Bearer expired']);
    expect(await attemptedOf(of(ALICE))).toBe(1);
  });

  it('gets nothing any more of what was kept, whatever was asked when it was refused', async () => {
    const { upstream, refused } = await startApis();
    const of = testProcess(upstream.url).load();
    await attemptedOf(of(ALICE), 'c1');
    await attemptedOf(of(BOB), 'c1');
    refused.add(`Bearer ${ALICE}`);
    expect(await attemptedOf(of(ALICE), 'c1')).toBe(1);
    expect(await failureOf(attemptedOf(of(ALICE), 'c2'))).toMatchObject(UNAUTHORIZED);
    expect(await failureOf(attemptedOf(of(ALICE), 'c1'))).toMatchObject(UNAUTHORIZED);
    const asked = upstream.requests.length;
    expect(await attemptedOf(of(BOB), 'c1')).toBe(2);
    expect(upstream.requests).toHaveLength(asked);
  });

  it('by a refresh behind a stale answer, gets nothing of it any more', async () => {
    const { upstream, refused, schemes } = await startApis();
    const of = testProcess(upstream.url).load(undefined, { cache: { campaignsMs: 1, staleWhileRevalidateMs: 60_000 } });
    await attemptedOf(of(ALICE));
    refused.add(`Bearer ${ALICE}`);
    await sleep(5);
    expect(await attemptedOf(of(ALICE))).toBe(1);
    await until(() => upstream.requests.length === 2);
    expect(schemes()).toEqual([`Bearer ${ALICE}`, `Bearer ${ALICE}`]);
    await vi.waitFor(async () => expect(await failureOf(attemptedOf(of(ALICE)))).toMatchObject(UNAUTHORIZED));
  });
});

describe('what is kept for a caller', () => {
  it.each([
    ['its time', { max: 10, ttlMs: 500 }, () => sleep(510)],
    ['other callers', { max: 1, ttlMs: 60_000 }, (ask: (bearer: string) => unknown) => ask(BOB)],
  ])('is bounded by %s', async (_, callers, pass) => {
    const { upstream } = await startApis();
    const of = testProcess(upstream.url, { callers }).load();
    const ask = (bearer: string) => attemptedOf(of(bearer));
    await ask(ALICE);
    await ask(ALICE);
    expect(upstream.requests).toHaveLength(1);
    await pass(ask);
    await sleep(2);
    await ask(ALICE);
    expect(upstream.requests.filter(({ headers }) => headers.authorization === `Bearer ${ALICE}`)).toHaveLength(2);
  });

  it.skipIf(!HAS_REDIS)('is found by its token in another process through Redis, and by no other', async () => {
    const [{ url }, { upstream, schemes }] = await Promise.all([startRedis(), startApis()]);
    const one = testProcess(upstream.url, { redis: await readyRedis(url) }).load();
    const redis = await readyRedis(url);
    const other = testProcess(upstream.url, { redis }).load();
    // Known there before, because what is older than that does not count.
    other(ALICE);
    expect(await Promise.all([ALICE, BOB, null].map((bearer) => attemptedOf(one(bearer))))).toEqual([1, 2, 0]);
    await sleep(2);
    expect(await Promise.all([BOB, ALICE].map((bearer) => attemptedOf(other(bearer))))).toEqual([2, 1]);
    expect(schemes()).toEqual([`Bearer ${ALICE}`, `Bearer ${BOB}`, `Bearer ${BOB}`, 'OAuth']);
    const keys = await redis.keys('*');
    const contents = await Promise.all(keys.map(async (key) => [key, await redis.dumpBuffer(key)].join()));
    expect(contents.join()).not.toMatch(/le-alice|le-bob|Bearer/);
  });
});
