import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { AccountUpstreams } from '../../../src/upstream/accounts/account-upstreams.ts';
import { testAlert } from '../../support/alert.ts';
import { accountAt } from '../../support/gateway.ts';
import { until } from '../../support/held-upstream.ts';
import { type AlertUpstream, startAlertUpstream } from '../../support/keyed-alert.ts';
import { HAS_REDIS, startRedis } from '../../support/redis.ts';
import { testProcess } from '../../support/reload.ts';
import { testCall } from '../../support/sender.ts';
import { readyRedis } from '../../support/shared-upstreams.ts';

const KEYS = { consumerKey: 'key', consumerSecret: 'changed', token: 'token', tokenSecret: 'changed' };

const COMMON = { consumerKey: 'common', consumerSecret: 'secret', token: 'token', tokenSecret: 'secret' };

/** The account with something else configured. */
const changed = ({ url }: { readonly url: string }, more: Record<string, unknown>) => [accountAt(url, more)];
const otherKeys = (upstream: AlertUpstream) => changed(upstream, { credentials: { oauth1: KEYS } });
const otherTraffic = { attemptTimeoutMs: 12_345 };

const send = ({ sendAlertOnce }: AccountUpstreams, more = {}) => sendAlertOnce(testAlert(more), 'key-1', testCall());

/** A process over an upstream of alerts, with a Redis or without. */
async function alerting(onRedis: boolean, answer?: Parameters<typeof startAlertUpstream>[0]) {
  const upstream = await startAlertUpstream(answer);
  const redis = onRedis ? await readyRedis((await startRedis()).url) : null;
  return { upstream, redis, process: testProcess(upstream.url, { redis }) };
}

describe.each([
  ['in memory', false],
  ['in Redis', true],
] as const)('an idempotency key %s, after a reload', (_, onRedis) => {
  const fact = it.skipIf(onRedis && !HAS_REDIS);

  fact('is known where only the traffic changed: replayed, and refused for another alert', async () => {
    const { upstream, process } = await alerting(onRedis);
    expect(await send(process.load()())).toMatchObject({ kind: 'SENT', replayed: false });
    const after = process.load(undefined, otherTraffic)();
    expect(await send(after)).toMatchObject({ kind: 'SENT', messageName: 'message-0', replayed: true });
    expect(await send(after, { skill: 'other' })).toEqual({ kind: 'KEY_REUSED' });
    expect(upstream.alerts).toHaveLength(1);
  });

  fact('is known where the credentials changed, and its alert not sent again', async () => {
    const { upstream, process } = await alerting(onRedis);
    await send(process.load()());
    const outcome = await send(process.load(otherKeys(upstream))());
    expect(outcome).toMatchObject({ kind: onRedis ? 'OUTCOME_UNKNOWN' : 'SENT', replayed: true });
    expect(upstream.alerts).toHaveLength(1);
  });

  fact.each([
    ['other credentials of Reporting', { oauth1: COMMON, outboundReporting: { bearer: 'reporting' } }, 'SENT'],
    ['the same keys as LiveDeflect’s own', { bearer: 'common', liveDeflect: { oauth1: COMMON } }, 'SENT'],
    [
      'other keys of LiveDeflect',
      { oauth1: COMMON, liveDeflect: { oauth1: KEYS } },
      onRedis ? 'OUTCOME_UNKNOWN' : 'SENT',
    ],
  ])('is known after a change to %s', async (__, credentials, kind) => {
    const { upstream, process } = await alerting(onRedis);
    await send(process.load(changed(upstream, { credentials: { oauth1: COMMON } }))());
    const after = process.load(changed(upstream, { credentials }))();
    expect(await send(after)).toMatchObject({ kind, replayed: true });
    expect(upstream.alerts).toHaveLength(1);
    await after.sendAlertOnce(testAlert(), 'key-2', testCall());
    const usesOwn = 'liveDeflect' in credentials && credentials.liveDeflect.oauth1 === KEYS;
    expect(upstream.alerts[1]?.headers.authorization).toContain(`oauth_consumer_key="${usesOwn ? 'key' : 'common'}"`);
  });

  fact('is known where the account was gone for a while', async () => {
    const { upstream, process } = await alerting(onRedis);
    await send(process.load()());
    const without = process.load(changed(upstream, { accountId: '87654321' }));
    expect(() => without()).toThrow('12345678 is not served');
    expect(await send(process.load()())).toMatchObject({ kind: 'SENT', replayed: true });
    expect(upstream.alerts).toHaveLength(1);
  });

  fact.each([
    ['nothing', undefined, {}],
    ['the traffic', undefined, otherTraffic],
  ])('is joined while it is under way, where %s changed', async (__, accounts, config) => {
    const gate = Promise.withResolvers<undefined>();
    const { upstream, process } = await alerting(onRedis, () => gate.promise);
    const first = send(process.load()());
    await until(() => upstream.alerts.length === 1);
    const second = send(process.load(accounts, config)());
    await sleep(150);
    gate.resolve(undefined);
    expect(await first).toMatchObject({ kind: 'SENT', replayed: false });
    expect(await second).toMatchObject({ kind: 'SENT', messageName: 'message-0', replayed: true });
    expect(upstream.alerts).toHaveLength(1);
  });

  fact('is not sent again while it is under way under other credentials', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { upstream, process } = await alerting(onRedis, () => gate.promise);
    const first = send(process.load()());
    await until(() => upstream.alerts.length === 1);
    const after = process.load(otherKeys(upstream))();
    const second = send(after);
    gate.resolve(undefined);
    expect(await first).toMatchObject({ kind: 'SENT', replayed: false });
    const kind = onRedis ? 'OUTCOME_UNKNOWN' : 'SENT';
    expect([await second, await send(after)]).toMatchObject([{ kind }, { kind }]);
    expect(upstream.alerts).toHaveLength(1);
  });

  fact('is free again where its alert was surely not sent', async () => {
    const { process } = await alerting(onRedis, (index) => (index === 0 ? { status: 401, json: {} } : undefined));
    await expect(send(process.load()())).rejects.toMatchObject({ code: 'UPSTREAM_UNAUTHORIZED' });
    const again = send(process.load(undefined, otherTraffic)());
    expect(await again).toMatchObject({ kind: 'SENT', messageName: 'message-1', replayed: false });
  });
});

describe.skipIf(!HAS_REDIS)('an idempotency key in Redis', () => {
  it('is known after a reload to the process that sent it, although Redis has lost it', async () => {
    const { upstream, redis, process } = await alerting(true);
    await send(process.load()());
    const after = process.load(undefined, otherTraffic)();
    await redis?.flushall();
    expect(await send(after)).toMatchObject({ kind: 'SENT', replayed: true });
    expect(upstream.alerts).toHaveLength(1);
  });

  it('is held for the new time from the next outcome on', async () => {
    const { redis, process } = await alerting(true);
    await process.load()().sendAlertOnce(testAlert(), 'before', testCall());
    await process
      .load(undefined, { alerts: { idempotencyHours: 1 } })()
      .sendAlertOnce(testAlert(), 'after', testCall());
    const keys = (await redis?.keys('outbound:alert:*')) ?? [];
    const hours = await Promise.all(keys.map(async (key) => Math.ceil(((await redis?.pttl(key)) ?? 0) / 3_600_000)));
    expect(hours.toSorted()).toEqual([1, 24]);
  });
});
