import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { budgetsOf } from '../support/budgets.ts';
import { accountAt } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import {
  type AlertUpstream,
  connected,
  keyedGateway,
  queryAt,
  sendAndLeave,
  sendKeyed,
  sentPayload,
  startAlertUpstream,
} from '../support/keyed-alert.ts';
import { testRedis } from '../support/ledger.ts';
import { startConfigured } from '../support/main-process.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';
import type { Answer } from '../support/upstream.ts';

const UNAVAILABLE = { payload: null, code: 'UPSTREAM_UNAVAILABLE' };

/** Two gateways on one Redis, over one upstream that answers the how-manieth alert so. */
async function two(answer: (index: number) => Answer | undefined | Promise<Answer | undefined> = () => undefined) {
  const [redis, upstream] = await Promise.all([startRedis(), startAlertUpstream(answer)]);
  const gateways = [keyedGateway(upstream, {}, redis.url), keyedGateway(upstream, {}, redis.url)] as const;
  const [one, other] = await Promise.all(gateways);
  return { redis, upstream, one, other };
}

/** A gateway in a process of its own, which can be killed. */
async function processGateway(upstream: AlertUpstream, redisUrl: string) {
  const { child, url } = await startConfigured({ accounts: [accountAt(upstream.url)] }, { REDIS_URL: redisUrl });
  const gateway = queryAt(url);
  await connected(gateway);
  return { gateway, kill: () => child.kill('SIGKILL') };
}

const asked = ({ alerts }: AlertUpstream) => until(() => alerts.length > 0);

describe.skipIf(!HAS_REDIS)('two gateways on one Redis', () => {
  it('share idempotency keys and outcomes', async () => {
    const { upstream, one, other } = await two();
    expect((await sendKeyed(one, 'key-1')).payload).toEqual(sentPayload(0, false));
    expect((await sendKeyed(other, 'key-1')).payload).toEqual(sentPayload(0, true));
    expect((await sendKeyed(other, 'key-1', { skill: 'other' })).payload.problems).toMatchObject([
      { path: ['idempotencyKey'] },
    ]);
    expect(upstream.alerts).toHaveLength(1);
  });

  it('make one upstream call of fifty sends at once', async () => {
    const { upstream, one, other } = await two(() => sleep(150, undefined));
    const sends = Array.from({ length: 50 }, (_, index) => sendKeyed(index % 2 === 0 ? one : other, 'key-1'));
    const payloads = (await Promise.all(sends)).map(({ payload }) => payload);
    expect(payloads.filter(({ replayed }) => !replayed)).toEqual([sentPayload(0, false)]);
    expect(payloads.filter(({ replayed }) => replayed)).toEqual(Array(49).fill(sentPayload(0, true)));
    expect(upstream.alerts).toHaveLength(1);
  });

  it('let the other send what one surely did not', async () => {
    const { upstream, one, other } = await two((index) => (index === 0 ? sleep(100, UNAUTHORIZED) : undefined));
    const first = sendKeyed(one, 'key-1');
    await asked(upstream);
    const second = sendKeyed(other, 'key-1');
    expect(await first).toEqual({ payload: null, code: 'UPSTREAM_UNAUTHORIZED' });
    expect((await second).payload).toEqual(sentPayload(1, false));
  });

  it('wait for each other no longer than the deadline', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { upstream, one, other } = await two(() => promise);
    const first = sendKeyed(one, 'key-1');
    await asked(upstream);
    const { payload } = await sendKeyed(other, 'key-1', {}, { headers: { 'x-request-timeout-ms': '400' } });
    expect(payload).toMatchObject({ __typename: 'ProactiveAlertOutcomeUnknown', replayed: true });
    resolve(undefined);
    expect((await first).payload).toEqual(sentPayload(0, false));
    expect(upstream.alerts).toHaveLength(1);
  });

  it('leave no personal data and no secrets in Redis', async () => {
    const { redis, one } = await two();
    const recipient = { countryCode: '1', phoneNumber: '2025550123', firstName: 'Ada' };
    await sendKeyed(one, 'key-of-ada', { recipient });
    const client = await testRedis(redis.url);
    const names = await client.keys('outbound:alert:*');
    expect(names).toHaveLength(3);
    const values = await client.mget(names);
    const stored = [...names, ...values, ...values.map((value) => Buffer.from(String(value), 'base64url'))].join('\n');
    expect(stored).not.toMatch(/2025550123|Ada|key-of-ada|message-0|ProactiveAlert|SENT|secret|12345678/);
  });
});

const UNAUTHORIZED: Answer = { status: 401, json: {} };

describe.skipIf(!HAS_REDIS)('a gateway that is killed in mid-alert', () => {
  it('leaves an unknown outcome, and no leave to send again', async () => {
    const [redis, upstream] = await Promise.all([startRedis(), startAlertUpstream(() => () => {})]);
    const [dying, survivor] = await Promise.all([
      processGateway(upstream, redis.url),
      keyedGateway(upstream, {}, redis.url),
    ]);
    const inputs = [alertInput({ idempotencyKey: 'key-1' })];
    sendAndLeave(dying.gateway, inputs);
    await asked(upstream);
    dying.kill();
    const soon = { headers: { 'x-request-timeout-ms': '400' } };
    for (const _ of [1, 2]) {
      const { payload } = await sendKeyed(survivor, 'key-1', {}, soon);
      expect(payload).toMatchObject({ __typename: 'ProactiveAlertOutcomeUnknown', replayed: true });
    }
    expect(upstream.alerts).toHaveLength(1);
  });
});

describe.skipIf(!HAS_REDIS)('a gateway whose Redis is killed', () => {
  it('in mid-alert answers it, and sends it never again', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { redis, upstream, one, other } = await two(() => promise);
    const first = sendKeyed(one, 'key-1');
    await asked(upstream);
    await redis.kill();
    resolve(undefined);
    expect((await first).payload).toEqual(sentPayload(0, false));
    expect((await sendKeyed(one, 'key-1')).payload).toEqual(sentPayload(0, true));
    expect(await sendKeyed(other, 'key-1')).toEqual(UNAVAILABLE);
    await redis.start();
    await Promise.all([connected(one), connected(other)]);
    expect((await sendKeyed(other, 'key-1')).payload).toEqual(sentPayload(0, true));
    expect(upstream.alerts).toHaveLength(1);
  });

  it('in mid-alert, and comes back empty, lets no other gateway send it', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { redis, upstream, one, other } = await two(() => promise);
    const first = sendKeyed(one, 'key-1');
    await asked(upstream);
    await redis.kill();
    await redis.start();
    // The other asks all the time from the moment that it can.
    const soon = { headers: { 'x-request-timeout-ms': '100' } };
    let repeated: Awaited<typeof first> = UNAVAILABLE;
    while (repeated.payload === null) repeated = await sendKeyed(other, 'key-1', {}, soon);
    expect(repeated.payload).toMatchObject({ __typename: 'ProactiveAlertOutcomeUnknown', replayed: true });
    resolve(undefined);
    expect((await first).payload).toEqual(sentPayload(0, false));
    expect(upstream.alerts).toHaveLength(1);
  });

  it('before the turn of an alert does not send it, and gives its key back', async () => {
    const [redis, upstream] = await Promise.all([startRedis(), startAlertUpstream()]);
    const one = await keyedGateway(upstream, { budgets: { ...budgetsOf(1000), liveDeflect: 1 } }, redis.url);
    const waiting = sendKeyed(one, 'key-1');
    const client = await testRedis(redis.url);
    await until(async () => (await client.keys('outbound:alert:*')).length >= 2);
    await redis.kill();
    expect(await waiting).toEqual(UNAVAILABLE);
    expect(upstream.alerts).toHaveLength(0);
    await redis.start();
    await connected(one);
    expect((await sendKeyed(one, 'key-1')).payload).toEqual(sentPayload(0, false));
  });

  it('refuses new keys at once, sends what has none, and takes keys again when Redis is back', async () => {
    const { redis, upstream, one } = await two();
    await redis.kill();
    const began = performance.now();
    expect(await sendKeyed(one, 'key-1')).toEqual(UNAVAILABLE);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(upstream.alerts).toHaveLength(0);
    expect((await sendKeyed(one, null)).payload).toEqual(sentPayload(0, false));
    await redis.start();
    await connected(one);
    expect((await sendKeyed(one, 'key-1')).payload).toEqual(sentPayload(1, false));
    expect(one.bugs).toEqual([]);
  });
});
