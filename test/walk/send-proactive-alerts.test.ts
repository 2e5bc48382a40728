import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { budgetsOf } from '../support/budgets.ts';
import { until } from '../support/held-upstream.ts';
import {
  keyedGateway,
  sendAndLeave,
  sendBatch,
  sendKeyed,
  sentPayload,
  startAlertUpstream,
} from '../support/keyed-alert.ts';
import type { Answer, SeenRequest } from '../support/upstream.ts';

/** Alerts that are told apart by their skill. */
function alerts(count: number, more: (index: number) => Record<string, unknown> = () => ({})) {
  return Array.from({ length: count }, (_, index) => alertInput({ skill: `skill-${index}`, ...more(index) }));
}

function skillOf({ body }: SeenRequest): number {
  return Number((body as { skill: string }).skill.slice('skill-'.length));
}

/** An upstream whose answers name the alert's skill, and a gateway over it. */
async function started(
  answerOf: (skill: number) => Answer | undefined | Promise<Answer | undefined> = () => undefined,
  attemptTimeoutMs = 5000,
) {
  const upstream = await startAlertUpstream(async (_, alert) => {
    const response = { name: `to ${skillOf(alert)}` };
    return (await answerOf(skillOf(alert))) ?? { json: { success: true, response } };
  });
  return { upstream, gateway: await keyedGateway(upstream, { attemptTimeoutMs, operations: { alerts: 1000 } }) };
}

const names = (payloads: readonly { messageName: string }[]) => payloads.map(({ messageName }) => messageName);
const inOrder = (count: number) => Array.from({ length: count }, (_, index) => `to ${index}`);

describe('Mutation.sendProactiveAlerts', () => {
  it('sends a hundred, each once, and reports in their order', async () => {
    const { upstream, gateway } = await started((skill) => sleep(skill % 7, undefined));
    const { payloads, errors } = await sendBatch(gateway, alerts(100));
    expect(errors).toBeUndefined();
    expect(names(payloads)).toEqual(inOrder(100));
    expect(upstream.alerts).toHaveLength(100);
    expect(new Set(upstream.alerts.map(skillOf)).size).toBe(100);
  });

  it('has ten under way at once', async () => {
    const full = Promise.withResolvers<void>();
    const counts: number[] = [];
    let now = 0;
    const { gateway } = await started(async () => {
      now += 1;
      counts.push(now);
      if (now === 10) full.resolve();
      await full.promise;
      await sleep(10);
      now -= 1;
      return undefined;
    });
    await sendBatch(gateway, alerts(40));
    expect(Math.max(...counts)).toBe(10);
  });

  it('reports each for itself', async () => {
    const answers = new Map<number, Answer>([
      [1, { status: 400, json: { success: false, message: 'Failed Compatibility Check' } }],
      [2, { status: 500, json: {} }],
      [3, { status: 401, json: {} }],
      [5, () => {}],
    ]);
    const { gateway } = await started((skill) => answers.get(skill), 500);
    const inputs = alerts(7, (index) => (index === 4 ? { skill: '' } : {}));
    const { payloads, errors } = await sendBatch(gateway, inputs);
    expect(payloads).toMatchObject([
      { messageName: 'to 0', replayed: false },
      { reason: 'Failed Compatibility Check', replayed: false },
      { __typename: 'ProactiveAlertOutcomeUnknown', replayed: false },
      null,
      { problems: [{ path: ['skill'], message: 'Must not be empty.' }] },
      { __typename: 'ProactiveAlertOutcomeUnknown' },
      { messageName: 'to 6' },
    ]);
    expect(errors).toMatchObject([
      { path: ['sendProactiveAlerts', 3], extensions: { code: 'UPSTREAM_UNAUTHORIZED', service: 'LIVE_DEFLECT' } },
    ]);
    expect(gateway.bugs).toEqual([]);
  });

  it.each([0, 101])('is refused with %i alerts, and sends none', async (count) => {
    const { upstream, gateway } = await started();
    const { payloads, errors } = await sendBatch(gateway, alerts(count));
    expect(payloads).toBeNull();
    expect(errors).toMatchObject([
      {
        message: `inputs has ${count} alerts; it must have 1 to 100.`,
        path: ['sendProactiveAlerts'],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(upstream.alerts).toHaveLength(0);
  });

  it('begins none after the deadline, and says that those were not sent', async () => {
    const { upstream, gateway } = await started(() => sleep(200, undefined));
    const init = { headers: { 'x-request-timeout-ms': '500' } };
    const { payloads, errors } = await sendBatch(gateway, alerts(60), init);
    const notSent = payloads.flatMap((payload: unknown, index: number) => (payload === null ? [index] : []));
    expect(payloads).toHaveLength(60);
    expect(notSent.length).toBeGreaterThan(0);
    expect(errors?.map(({ path }) => path?.[1])).toEqual(notSent);
    const timeout = { code: 'UPSTREAM_TIMEOUT', service: 'LIVE_DEFLECT' };
    expect(errors).toEqual(
      notSent.map(() => expect.objectContaining({ extensions: expect.objectContaining(timeout) })),
    );
    expect(errors?.at(-1)?.message).toBe(
      "LiveDeflect was not called, and the alert was not sent: the request's deadline had passed.",
    );
    expect(gateway.bugs).toEqual([]);
    await sleep(250);
    expect(upstream.alerts.map(skillOf).filter((skill) => notSent.includes(skill))).toEqual([]);
  });
});

describe('Mutation.sendProactiveAlerts, at its bounds', () => {
  it('begins none after its client left', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const { upstream, gateway } = await started(() => promise);
    const client = sendAndLeave(gateway, alerts(30));
    await until(() => upstream.alerts.length >= 10);
    client.leave();
    await sleep(150);
    resolve(undefined);
    await sleep(50);
    expect(upstream.alerts).toHaveLength(10);
    expect(gateway.bugs).toEqual([]);
  });

  it('goes out at the pace of the budget', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream, { budgets: budgetsOf(50) });
    const began = performance.now();
    const { payloads } = await sendBatch(gateway, alerts(40));
    expect(payloads).toMatchObject(Array(40).fill({ __typename: 'ProactiveAlertSent' }));
    expect(performance.now() - began).toBeGreaterThan(650);
  });
});

describe('idempotency keys in Mutation.sendProactiveAlerts', () => {
  it('send once where two inputs are the same', async () => {
    const { upstream, gateway } = await started();
    const twins = () => ({ skill: 'skill-7', idempotencyKey: 'key-7' });
    const { payloads } = await sendBatch(gateway, alerts(30, twins));
    expect(names(payloads)).toEqual(Array(30).fill('to 7'));
    expect(payloads.map(({ replayed }: { replayed: boolean }) => replayed)).toEqual([false, ...Array(29).fill(true)]);
    expect(upstream.alerts).toHaveLength(1);
  });

  it('are refused where two inputs differ, the second of them', async () => {
    const { upstream, gateway } = await started();
    const { payloads } = await sendBatch(
      gateway,
      alerts(2, () => ({ idempotencyKey: 'key' })),
    );
    expect(payloads).toMatchObject([{ messageName: 'to 0' }, { problems: [{ path: ['idempotencyKey'] }] }]);
    expect(upstream.alerts).toHaveLength(1);
  });

  it('let the whole list be asked for again: only what was not sent is sent', async () => {
    const failing = new Set([3, 4]);
    const { upstream, gateway } = await started((skill) =>
      failing.delete(skill) ? { status: 401, json: {} } : undefined,
    );
    const inputs = alerts(12, (index) => ({ idempotencyKey: `key-${index}` }));
    const first = await sendBatch(gateway, inputs);
    expect(first.errors).toHaveLength(2);
    const { payloads, errors } = await sendBatch(gateway, inputs);
    expect(errors).toBeUndefined();
    expect(names(payloads)).toEqual(inOrder(12));
    expect(payloads.map(({ replayed }: { replayed: boolean }) => !replayed)).toEqual(
      inOrder(12).map((_, index) => index === 3 || index === 4),
    );
    expect(upstream.alerts).toHaveLength(14);
  });

  it('are the same as those of Mutation.sendProactiveAlert', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream);
    await sendKeyed(gateway, 'key-1');
    const { payloads } = await sendBatch(gateway, [alertInput({ idempotencyKey: 'key-1' })]);
    expect(payloads).toEqual([sentPayload(0, true)]);
  });
});
