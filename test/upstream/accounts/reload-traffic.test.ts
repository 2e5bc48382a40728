import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AccountUpstreams } from '../../../src/upstream/accounts/account-upstreams.ts';
import { budgetsOf } from '../../support/budgets.ts';
import { accountAt } from '../../support/gateway.ts';
import { until } from '../../support/held-upstream.ts';
import { HAS_REDIS, startRedis } from '../../support/redis.ts';
import { attemptedOf, testProcess } from '../../support/reload.ts';
import { testCall } from '../../support/sender.ts';
import { readyRedis } from '../../support/shared-upstreams.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../../support/wire.ts';

const KEYS = { consumerKey: 'key', consumerSecret: 'changed', token: 'token', tokenSecret: 'changed' };
const APP_JWT = { clientId: 'client', clientSecret: 'secret' };

const otherTraffic = { attemptTimeoutMs: 12_345 };

/** Analytics and tokens, and when they were asked for. */
async function startReports() {
  const arrivals: number[] = [];
  const upstream = await startUpstream(({ path }, index) => {
    if (path.startsWith('/sentinel/')) return { json: { access_token: `token-${index}`, expires_in: 3600 } };
    arrivals.push(performance.now());
    return { json: analyticsAnswer([analyticsRow({ attempted: arrivals.length })]) };
  });
  const tokens = () => upstream.asked().filter((line) => line.includes('/sentinel/')).length;
  return { upstream, arrivals, tokens };
}

describe.each([
  ['in memory', false],
  ['in Redis', true],
] as const)('the budget of an account, %s', (_, onRedis) => {
  it.skipIf(onRedis && !HAS_REDIS).each([
    ['is one, where nothing changed', 1, 1, {}, 1000],
    ['is one, where other settings changed', 1, 1, otherTraffic, 1000],
    ['counts the turns of before, where it was lowered', 20, 1, {}, 1000],
    ['does not wait as long as before, where it was raised', 1, 20, {}, 0],
  ])('%s by a reload', async (__, before, after, config, leastMs) => {
    const { upstream, arrivals } = await startReports();
    const redis = onRedis ? await readyRedis((await startRedis()).url) : null;
    const process = testProcess(upstream.url, { answers: null, redis });
    await attemptedOf(process.load(undefined, { budgets: budgetsOf(before) })());
    await attemptedOf(process.load(undefined, { budgets: budgetsOf(after), ...config })());
    const [first = 0, second = 0] = arrivals;
    expect(second - first).toBeGreaterThanOrEqual(leastMs);
    expect(second - first).toBeLessThan(leastMs + 700);
  });
});

describe('the queue of a budget', () => {
  it('lets those who waited before a reload, and those after it, go in turn', async () => {
    const { upstream, arrivals } = await startReports();
    const process = testProcess(upstream.url, { answers: null });
    const ask = (apis: AccountUpstreams, client: string, count: number) =>
      Array.from({ length: count }, (_, index) => attemptedOf(apis, `${client}${index}`, { ...testCall(), client }));
    const before = ask(process.load(undefined, { budgets: budgetsOf(20) })(), 'before', 20);
    await until(() => arrivals.length > 0);
    await Promise.all(ask(process.load(undefined, { budgets: budgetsOf(20), ...otherTraffic })(), 'after', 2));
    expect(arrivals.length).toBeLessThan(12);
    await Promise.all(before);
  });
});

describe('the App JWT of an account', () => {
  const credentials = { appJwt: APP_JWT };
  it.each([
    ['is kept where nothing changed', {}, {}, 1],
    ['is kept where only the traffic changed', {}, otherTraffic, 1],
    ['is kept where another credential came', { credentials: { ...credentials, oauth1: KEYS } }, {}, 1],
    [
      'is kept where LiveDeflect got keys of its own',
      { credentials: { ...credentials, liveDeflect: { oauth1: KEYS } } },
      {},
      1,
    ],
    [
      'is kept where Configuration got its own',
      { credentials: { ...credentials, outboundConfiguration: { bearer: 'b' } } },
      {},
      1,
    ],
    ['is kept where it became Reporting’s own', { credentials: { outboundReporting: credentials } }, {}, 1],
    [
      'is fetched anew where Reporting got its own',
      { credentials: { ...credentials, outboundReporting: { appJwt: { ...APP_JWT, clientId: 'own' } } } },
      {},
      2,
    ],
    ['is fetched anew for another secret', { credentials: { appJwt: { ...APP_JWT, clientSecret: 'new' } } }, {}, 2],
    ['is fetched anew where an address changed', { region: 'va' }, {}, 2],
  ])('%s', async (_, account, config, expected) => {
    const { upstream, tokens } = await startReports();
    const process = testProcess(upstream.url, { answers: null });
    await attemptedOf(process.load([accountAt(upstream.url, { credentials })])());
    await attemptedOf(process.load([accountAt(upstream.url, { credentials, ...account })], config)());
    expect(tokens()).toBe(expected);
    expect(upstream.requests.at(-1)?.headers.authorization).toMatch(/^Bearer token-/);
  });
});

describe('kept answers', () => {
  it.each([
    ['of an account that is configured as before', null, {}],
    ['of an account whose traffic changed', null, otherTraffic],
    ['of a caller, of an account that is configured as before', 'le-alice', {}],
  ])('%s stay', async (_, bearer, config) => {
    const { upstream, arrivals } = await startReports();
    const process = testProcess(upstream.url);
    await attemptedOf(process.load()(bearer));
    await sleep(2);
    expect(await attemptedOf(process.load(undefined, config)(bearer))).toBe(1);
    expect(arrivals).toHaveLength(1);
  });
});
