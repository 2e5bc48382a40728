import { describe, expect, it } from 'vitest';
import { createAlertLog } from '../../src/sandbox/alert-log.ts';
import type { SandboxAccount } from '../../src/sandbox/sandbox.ts';
import { dayMs, nowMs, pastDay, useSandbox } from './support.ts';

type DeflectEvent = Record<string, string | null>;

const eventKeys = [
  ...['beginTimeStamp', 'callId', 'callerEnteredDigits', 'callerInfo', 'conversationId', 'customerCountryCode'],
  ...['customerPhoneNumber', 'dialedCountryCode', 'dialedPhoneNumber', 'eventInfo', 'eventTime', 'eventType'],
  ...['externalCallId', 'externalConsumerId', 'siteId', 'skill'],
];

const deflectionsPath = '/api/getLiveDeflectData/v2';

describe('getLiveDeflectData', () => {
  const { ask } = useSandbox();
  const post = (body: unknown) => ask(deflectionsPath, { method: 'POST', auth: 'oauth1', body });
  const calls = async (startTime: unknown, endTime: unknown): Promise<Record<string, DeflectEvent[]>> =>
    (await post({ siteId: '12345678', startTime, endTime })).body.data;

  it('maps the calls of a day, about forty, to their events', async () => {
    const { status, body } = await post({
      siteId: '12345678',
      startTime: String(pastDay),
      endTime: String(pastDay + dayMs - 1),
    });
    expect([status, Object.keys(body), body.success]).toEqual([200, ['success', 'data'], 'true']);
    const entries: [string, DeflectEvent[]][] = Object.entries(body.data);
    expect(entries.length).toBeGreaterThan(30);
    expect(entries.length).toBeLessThan(50);
    for (const [callId, events] of entries) {
      expect(callId).toMatch(/^\d+$/);
      expect(events.length).toBeGreaterThan(2);
      for (const event of events) {
        expect(event.callId).toBe(callId);
        expect(Object.keys(event).sort()).toEqual(eventKeys);
        expect(Object.values(event).every((value) => value === null || typeof value === 'string')).toBe(true);
        expect(JSON.parse(String(event.callerInfo))).toBeTypeOf('object');
      }
    }
  });

  it('has every event type, null and made conversations, and numbers with leading zeros', async () => {
    const events = Object.values(await calls(pastDay - 5 * dayMs, pastDay)).flat();
    expect([...new Set(events.map(({ eventType }) => eventType))].sort()).toEqual([
      'callstart',
      'conversationid',
      'deflresponse',
      'ovrchan',
      'sendtext',
      'skillchoice',
    ]);
    const conversations = new Set(events.map(({ conversationId }) => conversationId));
    expect([conversations.has(null), conversations.size > 10]).toEqual([true, true]);
    const phones = events.map((event) => String(event.customerPhoneNumber));
    expect(phones.some((phone) => phone.startsWith('0'))).toBe(true);
    expect(phones.every((phone) => /^(20255501\d\d|07700900\d{3}|0491570\d{3})$/.test(phone))).toBe(true);
  });

  it('takes the calls that began in the window, both ends included, times as strings or numbers', async () => {
    const all = await calls(pastDay, pastDay + dayMs - 1);
    const begins = Object.values(all)
      .map(([first]) => Number(first?.beginTimeStamp))
      .sort();
    const [from, to] = [begins[4] as number, begins[8] as number];
    expect(Object.keys(await calls(from, to)).length).toBe(5);
    expect(await calls(String(from), String(to))).toEqual(await calls(from, to));
  });

  it('shows nothing that has not happened yet', async () => {
    const events = Object.values(await calls(nowMs - dayMs, nowMs + dayMs)).flat();
    expect(events.every(({ eventTime }) => Number(eventTime) <= nowMs)).toBe(true);
    expect(await calls(nowMs + 1, nowMs + dayMs)).toEqual({});
  });

  it('keeps 13 months', async () => {
    const begins = Object.values(await calls(0, Date.UTC(2024, 4, 20)))
      .flat()
      .map((event) => Number(event.beginTimeStamp));
    expect(Math.min(...begins)).toBeGreaterThanOrEqual(Date.UTC(2024, 4, 18));
  });

  it.each([
    ['siteId', { startTime: '1', endTime: '2' }, 'Missing required field: siteId'],
    ['startTime', { siteId: '12345678', endTime: '2' }, 'Missing required field: startTime'],
    ['endTime', { siteId: '12345678', startTime: '1', endTime: '' }, 'Missing required field: endTime'],
    [
      'a time in digits',
      { siteId: '12345678', startTime: 'now', endTime: '2' },
      'startTime must be a time in epoch milliseconds',
    ],
    ['times in order', { siteId: '12345678', startTime: '2', endTime: '1' }, 'endTime must not be before startTime'],
  ])('asks for %s', async (_, body, error) => {
    const answer = await post(body);
    expect([answer.status, answer.body]).toEqual([400, { success: false, error }]);
  });
});

describe('a deflected call', () => {
  let clock = nowMs;
  const { ask } = useSandbox({ now: () => clock });

  it('shows its events as they happen', async () => {
    const body = { siteId: '12345678', startTime: pastDay, endTime: pastDay + dayMs };
    const callNow = async (): Promise<[string, DeflectEvent[]][]> =>
      Object.entries((await ask(deflectionsPath, { method: 'POST', auth: 'oauth1', body })).body.data);
    const [callId, events] = (await callNow())[3] as [string, DeflectEvent[]];
    clock = Number(events[1]?.eventTime);
    expect((await callNow()).find(([id]) => id === callId)).toEqual([callId, events.slice(0, 2)]);
    clock = nowMs;
  });
});

describe('externalCustomerIdKey, and stringSuccess switched off', () => {
  const { ask } = useSandbox({ quirks: { externalCustomerIdKey: true, stringSuccess: false } });

  it('name the customer as the table does, and success by a boolean', async () => {
    const body = { siteId: '12345678', startTime: pastDay, endTime: pastDay + dayMs };
    const answer = (await ask(deflectionsPath, { method: 'POST', auth: 'oauth1', body })).body;
    const [event] = Object.values(answer.data as Record<string, DeflectEvent[]>).flat();
    expect([answer.success, 'externalCustomerId' in (event ?? {}), 'externalConsumerId' in (event ?? {})]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

const alert = {
  siteId: '12345678',
  skill: 'service',
  customerCountryCode: '1',
  customerPhoneNumber: '2025550114',
  externalAlertId: '1265168451',
  alertInfo: { 'Sky Miles': 1_234_567_890, 'T-Shirt Size': 'Large' },
  proactiveLanguage: 'english',
  proactiveTemplate: 'flightdelay',
  proactiveVariables: { '@Time': '7:35 pm' },
};

describe('proactiveAlert', () => {
  const { ask } = useSandbox();
  const send = (change: object = {}) =>
    ask('/api/proactiveAlert', { method: 'POST', auth: 'oauth1', body: { ...alert, ...change } });

  it('answers what the channel answered', async () => {
    const { status, body } = await send();
    expect([status, body.success, Object.keys(body.response)]).toEqual([
      200,
      true,
      ['name', 'sendTime', 'contentMessage'],
    ]);
    expect(body.response.name).toMatch(/^phones\/\+12025550114\/agentMessages\/\d{10}$/);
    expect(body.response.sendTime).toBe(new Date(nowMs).toISOString());
    expect(body.response.contentMessage.richCard.standaloneCard.cardContent.suggestions).toHaveLength(2);
  });

  it.each([
    'siteId',
    'skill',
    'customerCountryCode',
    'customerPhoneNumber',
    'proactiveLanguage',
    'proactiveTemplate',
    'proactiveVariables',
  ])('asks for %s', async (name) => {
    const { status, body } = await send({ [name]: undefined });
    expect([status, body]).toEqual([400, { success: false, error: `Missing required field: ${name}` }]);
  });

  it('takes the customer id and its descriptor only together', async () => {
    for (const change of [{ externalCustomerId: '123' }, { externalCustomerIdDescriptor: 'VIP' }]) {
      const { status, body } = await send(change);
      expect([status, body.success, body.error]).toEqual([
        400,
        false,
        expect.stringContaining('must be passed together'),
      ]);
    }
    expect((await send({ externalCustomerId: '123', externalCustomerIdDescriptor: 'VIP' })).status).toBe(200);
  });

  it('refuses the siteId of another account', async () => {
    const { status, body } = await send({ siteId: '87654321' });
    expect([status, typeof body.error]).toEqual([401, 'string']);
  });

  it('refuses variables that are no object', async () => {
    expect((await send({ proactiveVariables: 'x' })).body.error).toContain('proactiveVariables');
    expect((await send({ alertInfo: [] })).body.error).toContain('alertInfo');
  });

  it('fails the compatibility check of a number that ends in 0199', async () => {
    const { status, body } = await send({ customerPhoneNumber: '2025550199' });
    expect([status, body]).toEqual([400, { success: false, error: 'Failed Compatibility Check' }]);
  });

  it('fails with 200 for a number that ends in 0198', async () => {
    const { status, body } = await send({ customerPhoneNumber: '2025550198' });
    expect([status, body]).toEqual([200, { success: 'false', message: '{"reason":"template not found"}' }]);
  });
});

describe('proactiveReporting', () => {
  const { sandbox, ask } = useSandbox();
  const report = (startTime: unknown, endTime: unknown, as?: SandboxAccount) =>
    ask('/api/proactiveReporting', {
      auth: 'oauth1',
      body: { siteId: as?.accountId ?? '12345678', startTime, endTime },
      ...(as === undefined ? {} : { as }),
    });

  it('has about twenty made-up alerts a day, by GET with a body', async () => {
    const { status, body } = await report(String(pastDay), String(pastDay + dayMs - 1));
    expect([status, body.success]).toEqual([200, 'true']);
    const entries = Object.entries(body.data as Record<string, Record<string, string>[]>);
    expect(entries.length).toBeGreaterThan(14);
    expect(entries.length).toBeLessThan(26);
    for (const [alertId, [record]] of entries) {
      expect(record).toMatchObject({
        alertId,
        siteId: '12345678',
        skill: expect.any(String),
        status: expect.any(String),
      });
      expect(Date.parse(String(record?.sendTime))).toBeGreaterThanOrEqual(pastDay);
    }
    expect((await report(pastDay, pastDay + dayMs - 1)).body).toEqual(body);
  });

  it('has an alert as soon as it was sent, in its account and window only', async () => {
    const { body } = await ask('/api/proactiveAlert', { method: 'POST', auth: 'oauth1', body: alert });
    const alertId = body.response.name.split('/').at(-1);
    const { data } = (await report(nowMs, nowMs)).body;
    expect(data[alertId]).toEqual([
      {
        alertId,
        externalAlertId: '1265168451',
        siteId: '12345678',
        skill: 'service',
        status: 'SENT',
        sendTime: new Date(nowMs).toISOString(),
        customerCountryCode: '1',
        customerPhoneNumber: '2025550114',
        proactiveChannel: '',
        proactiveLanguage: 'english',
        proactiveTemplate: 'flightdelay',
      },
    ]);
    expect((await report(nowMs - dayMs, nowMs - 1)).body.data).not.toHaveProperty(alertId);
    expect((await report(nowMs, nowMs, sandbox().accounts[1])).body.data).not.toHaveProperty(alertId);
  });

  it('does not have an alert that failed', async () => {
    const before = (await report(nowMs - dayMs, nowMs)).body;
    for (const customerPhoneNumber of ['2025550198', '2025550199']) {
      await ask('/api/proactiveAlert', { method: 'POST', auth: 'oauth1', body: { ...alert, customerPhoneNumber } });
    }
    expect((await report(nowMs - dayMs, nowMs)).body).toEqual(before);
  });

  it('asks for its three fields', async () => {
    const { status, body } = await ask('/api/proactiveReporting', { auth: 'oauth1' });
    expect([status, body]).toEqual([400, { success: false, error: 'Missing required field: siteId' }]);
  });
});

describe('stringSuccess switched off', () => {
  const { ask } = useSandbox({ quirks: { stringSuccess: false } });

  it('answers a failed alert with a boolean', async () => {
    const body = { ...alert, customerPhoneNumber: '2025550198' };
    expect((await ask('/api/proactiveAlert', { method: 'POST', auth: 'oauth1', body })).body.success).toBe(false);
  });
});

describe('createAlertLog', () => {
  it('keeps the last 1,000 alerts', () => {
    const log = createAlertLog();
    const record = {
      externalAlertId: null,
      siteId: '1',
      skill: '',
      status: 'SENT' as const,
      sendTime: '',
      customerCountryCode: '',
      customerPhoneNumber: '',
      proactiveChannel: '',
      proactiveLanguage: '',
      proactiveTemplate: '',
    };
    const ids = Array.from({ length: 1100 }, () => log.add(record).alertId);
    expect(log.of('1').map(({ alertId }) => alertId)).toEqual(ids.slice(-1000));
  });
});
