import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';
import { accountAt, OPEN, startTestGateway } from '../support/gateway.ts';
import { keyedGateway, sendKeyed, sentPayload, startAlertUpstream } from '../support/keyed-alert.ts';
import type { Answer } from '../support/upstream.ts';

const REFUSED: Answer = { status: 400, json: { success: false, message: 'Failed Compatibility Check' } };
const REUSED = {
  __typename: 'ProactiveAlertInvalid',
  problems: [
    { path: ['idempotencyKey'], message: 'Was used for another alert of this account. Use a new key for each alert.' },
  ],
};

/** What two sends with one key get, of an upstream that answers the first alert so and sends all others. */
async function twice(answer: Answer, config: Record<string, unknown> = {}) {
  const upstream = await startAlertUpstream((index) => (index === 0 ? answer : undefined));
  const gateway = await keyedGateway(upstream, config);
  const first = await sendKeyed(gateway, 'key-1');
  const second = await sendKeyed(gateway, 'key-1');
  return { first, second, calls: upstream.alerts.length };
}

describe('SendProactiveAlertInput.idempotencyKey, used again', () => {
  it('gives the first outcome, marked as a replay, and sends nothing', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream);
    expect((await sendKeyed(gateway, 'key-1')).payload).toEqual(sentPayload(0, false));
    expect((await sendKeyed(gateway, 'key-1')).payload).toEqual(sentPayload(0, true));
    expect((await sendKeyed(gateway, 'key-2')).payload).toEqual(sentPayload(1, false));
    expect(upstream.alerts).toHaveLength(2);
  });

  it('is not needed: without one, each alert is sent', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream);
    expect((await sendKeyed(gateway, null)).payload).toEqual(sentPayload(0, false));
    expect((await sendKeyed(gateway, null)).payload).toEqual(sentPayload(1, false));
  });

  it('gives a refusal again', async () => {
    const { first, second, calls } = await twice(REFUSED);
    expect(first.payload).toMatchObject({ reason: 'Failed Compatibility Check', replayed: false });
    expect(second.payload).toEqual({ ...first.payload, replayed: true });
    expect(calls).toBe(1);
  });

  it.each<[string, Answer]>([
    ['500', { status: 500, json: {} }],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    ['no answer in time', () => {}],
    ['a page', { text: '<html>Sent!</html>' }],
  ])('stays an unknown outcome after %s', async (_, answer) => {
    const { first, second, calls } = await twice(answer, { attemptTimeoutMs: 150 });
    expect(first.payload).toMatchObject({ __typename: 'ProactiveAlertOutcomeUnknown', replayed: false });
    expect(second.payload).toEqual({ ...first.payload, replayed: true });
    expect(calls).toBe(1);
  });

  it.each([
    [401, 'UPSTREAM_UNAUTHORIZED'],
    [404, 'UPSTREAM_NOT_FOUND'],
    [422, 'UPSTREAM_REJECTED'],
    [429, 'UPSTREAM_RATE_LIMITED'],
  ])('sends after HTTP %i, which surely was not sent', async (status, code) => {
    const { first, second, calls } = await twice({ status, headers: { 'retry-after': '0' }, json: {} });
    expect(first).toEqual({ payload: null, code });
    expect(second.payload).toEqual(sentPayload(1, false));
    expect(calls).toBe(2);
  });

  it('is refused with another input, at its path', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream);
    await sendKeyed(gateway, 'key-1');
    expect((await sendKeyed(gateway, 'key-1', { skill: 'other' })).payload).toEqual(REUSED);
    const template = { name: 'welcome', language: 'english', variables: { a: 1 } };
    expect((await sendKeyed(gateway, 'key-1', { template })).payload).toEqual(REUSED);
    expect(upstream.alerts).toHaveLength(1);
  });

  it('takes an input for the same that is only written differently', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream);
    const variables = { a: 1, b: '2' };
    await sendKeyed(gateway, 'key-1', { template: { name: 'welcome', language: 'english', variables } });
    const template = { variables: { b: '2', a: 1 }, language: 'english', name: 'welcome', version: null };
    const recipient = { countryCode: '+1', phoneNumber: '(202) 555-0100' };
    const { payload } = await sendKeyed(gateway, 'key-1', { template, recipient });
    expect(payload).toEqual(sentPayload(0, true));
  });

  it('of another account is another key', async () => {
    const upstream = await startAlertUpstream();
    const accounts = [accountAt(upstream.url), accountAt(upstream.url, { accountId: '87654321' })];
    const gateway = await startTestGateway({ accounts });
    await sendKeyed(gateway, 'key-1');
    expect((await sendKeyed(gateway, 'key-1', { accountId: '87654321' })).payload).toEqual(sentPayload(1, false));
  });

  it('of an invalid alert is free', async () => {
    const gateway = await keyedGateway(await startAlertUpstream());
    expect((await sendKeyed(gateway, 'key-1', { skill: '' })).payload.__typename).toBe('ProactiveAlertInvalid');
    expect((await sendKeyed(gateway, 'key-1')).payload).toEqual(sentPayload(0, false));
  });
});

describe('SendProactiveAlertInput.idempotencyKey', () => {
  it.each(['a', ' ', 'order 7/äöü-訂單', 'k'.repeat(255), '🔑'.repeat(255)])('may be %j', async (key) => {
    const gateway = await keyedGateway(await startAlertUpstream());
    expect((await sendKeyed(gateway, key)).payload).toEqual(sentPayload(0, false));
  });

  it.each(['', 'k'.repeat(256), 'a\nb', 'a\tb', 'a\u0000b', 'a\u2028b', '\u200b', '\ud800'])(
    'may not be %j',
    async (key) => {
      const upstream = await startAlertUpstream();
      const { payload } = await sendKeyed(await keyedGateway(upstream), key);
      const problem = { path: ['idempotencyKey'], message: 'Must be 1 to 255 printable characters.' };
      expect(payload).toEqual({ __typename: 'ProactiveAlertInvalid', problems: [problem] });
      expect(upstream.alerts).toHaveLength(0);
    },
  );
});

describe('alerts.idempotencyHours', () => {
  const accounts = [accountAt('http://127.0.0.1:1')];

  it('is a day unless it is set', () => {
    expect(gatewayConfig({ ...OPEN, accounts }).alerts.idempotencyHours).toBe(24);
  });

  it.each([0, -1, 169, 1.5, '24', null])('may not be %j', (idempotencyHours) => {
    const faults = errorsOf(() => gatewayConfig({ ...OPEN, accounts, alerts: { idempotencyHours } }));
    expect(faults).toEqual([expect.stringMatching(/^alerts\.idempotencyHours: /)]);
  });
});
