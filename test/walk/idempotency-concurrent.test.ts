import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { until } from '../support/held-upstream.ts';
import { keyedGateway, sendAndLeave, sendKeyed, sentPayload, startAlertUpstream } from '../support/keyed-alert.ts';
import type { Answer } from '../support/upstream.ts';

const SOON = { headers: { 'x-request-timeout-ms': '300' } };

/** Fifty sends at once, of which the upstream answers the first so. */
async function fifty(answer?: Answer) {
  const upstream = await startAlertUpstream((index) => (index === 0 ? answer : undefined));
  const gateway = await keyedGateway(upstream);
  const answers = await Promise.all(Array.from({ length: 50 }, () => sendKeyed(gateway, 'key-1')));
  expect(upstream.alerts).toHaveLength(1);
  return answers;
}

/** A gateway whose upstream answers when `answer` is called. */
async function waiting() {
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
  const upstream = await startAlertUpstream(() => promise);
  const gateway = await keyedGateway(upstream);
  const asked = async () => {
    await until(() => upstream.alerts.length > 0);
  };
  return { upstream, gateway, asked, answer: () => resolve(undefined) };
}

describe('fifty sends at once with one idempotencyKey', () => {
  it('are one upstream call, and all but one are replays', async () => {
    const payloads = (await fifty()).map(({ payload }) => payload);
    expect(payloads.filter(({ replayed }) => !replayed)).toEqual([sentPayload(0, false)]);
    expect(payloads.filter(({ replayed }) => replayed)).toEqual(Array(49).fill(sentPayload(0, true)));
  });

  it('are one unknown outcome', async () => {
    const payloads = (await fifty((response) => response.socket?.destroy())).map(({ payload }) => payload);
    expect(new Set(payloads.map(({ __typename }) => __typename))).toEqual(new Set(['ProactiveAlertOutcomeUnknown']));
  });
});

describe('a send with an idempotencyKey that is being sent', () => {
  it('waits no longer than its own deadline: then the outcome is unknown to it', async () => {
    const { upstream, gateway, asked, answer } = await waiting();
    const first = sendKeyed(gateway, 'key-1');
    await asked();
    const began = performance.now();
    expect((await sendKeyed(gateway, 'key-1', {}, SOON)).payload).toEqual({
      __typename: 'ProactiveAlertOutcomeUnknown',
      reason: "Another send with this idempotencyKey had not reported its outcome by this request's deadline.",
      replayed: true,
    });
    expect(performance.now() - began).toBeLessThan(2000);
    answer();
    expect((await first).payload).toEqual(sentPayload(0, false));
    expect((await sendKeyed(gateway, 'key-1')).payload).toEqual(sentPayload(0, true));
    expect(upstream.alerts).toHaveLength(1);
  });

  it('is refused at once with another input', async () => {
    const { gateway, asked, answer } = await waiting();
    const first = sendKeyed(gateway, 'key-1');
    await asked();
    const { payload } = await sendKeyed(gateway, 'key-1', { skill: 'other' });
    expect(payload.problems).toMatchObject([{ path: ['idempotencyKey'] }]);
    answer();
    expect((await first).payload).toEqual(sentPayload(0, false));
  });

  it('gets the outcome even when the client that began it left', async () => {
    const { upstream, gateway, asked, answer } = await waiting();
    const first = sendAndLeave(gateway, [alertInput({ idempotencyKey: 'key-1' })]);
    await asked();
    first.leave();
    await sleep(30);
    const second = sendKeyed(gateway, 'key-1');
    answer();
    expect((await second).payload).toEqual(sentPayload(0, true));
    expect(upstream.alerts).toHaveLength(1);
    expect(gateway.bugs).toEqual([]);
  });
});

describe('a send with an idempotencyKey whose deadline comes before the answer', () => {
  it('is an unknown outcome, for itself and for replays', async () => {
    const { upstream, gateway } = await waiting();
    const { payload } = await sendKeyed(gateway, 'key-1', {}, SOON);
    expect(payload).toMatchObject({ __typename: 'ProactiveAlertOutcomeUnknown', replayed: false });
    expect((await sendKeyed(gateway, 'key-1')).payload).toEqual({ ...payload, replayed: true });
    expect(upstream.alerts).toHaveLength(1);
  });
});
