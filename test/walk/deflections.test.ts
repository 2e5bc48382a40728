import { describe, expect, it } from 'vitest';
import { deflections, over } from '../support/ask.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';

const ALL = `
  callId externalCallId beganAt skill callerEnteredDigits callerInfo conversationId
  customerPhone { countryCode number e164 } dialedPhone { countryCode number e164 }
  externalConsumerId events { type typeCode info time }`;
const BEGAN = '2026-03-10T10:00:00.000Z';
const DEFLECTION = {
  callId: '473513',
  externalCallId: '1231',
  beganAt: BEGAN,
  skill: 'sales',
  callerEnteredDigits: '9999',
  callerInfo: { userdefinedvar: 50, tshirtsize: 'Large' },
  conversationId: null,
  customerPhone: { countryCode: '1', number: '2025550123', e164: '+12025550123' },
  dialedPhone: { countryCode: '1', number: '2025550199', e164: '+12025550199' },
  externalConsumerId: '123-456789112',
  events: [{ type: 'CALL_START', typeCode: 'callstart', info: 'Y', time: BEGAN }],
};

/** The customer's phone of a call, from its wire form. */
async function readPhone(customerCountryCode: unknown, customerPhoneNumber: unknown) {
  const event = deflectionEvent({ customerCountryCode, customerPhoneNumber });
  const { ask } = await over({ json: deflectionsAnswer([event]) });
  const { account, codes } = await ask(deflections('nodes { customerPhone { countryCode number e164 } }'));
  expect(codes).toEqual([]);
  return account.deflections.nodes[0].customerPhone;
}

describe('Account.deflections', () => {
  it('is one POST', async () => {
    const { gateway, upstream } = await over({ json: deflectionsAnswer([deflectionEvent()]) });
    const answer = await gateway.query(`{ account(accountId: "12345678") {
      ${deflections(`nodes { ${ALL} } pageInfo { hasNextPage hasPreviousPage }`)}
    } }`);
    expect(answer).toEqual({
      data: {
        account: {
          deflections: { nodes: [DEFLECTION], pageInfo: { hasNextPage: false, hasPreviousPage: false } },
        },
      },
    });
    expect(upstream.requests).toMatchObject([
      {
        method: 'POST',
        path: '/api/getLiveDeflectData/v2',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: { siteId: '12345678', startTime: '1773100800000', endTime: '1773187200000' },
      },
    ]);
  });

  it('knows every event type of the document, and keeps the word of any other', async () => {
    const types = ['skillchoice', 'callstart', 'ovrchan', 'deflresponse', 'sendtext', 'conversationid', 'hangup'];
    const events = types.map((eventType, index) => deflectionEvent({ eventType, eventTime: 1773136800000 + index }));
    const { ask } = await over({ json: deflectionsAnswer(events) });
    const { account } = await ask(deflections('nodes { events { type typeCode } }'));
    expect(account.deflections.nodes[0].events).toEqual([
      { type: 'SKILL_CHOICE', typeCode: 'skillchoice' },
      { type: 'CALL_START', typeCode: 'callstart' },
      { type: 'OVERRIDE_CHANNEL', typeCode: 'ovrchan' },
      { type: 'DEFLECTION_RESPONSE', typeCode: 'deflresponse' },
      { type: 'SEND_TEXT', typeCode: 'sendtext' },
      { type: 'CONVERSATION_ID', typeCode: 'conversationid' },
      { type: 'OTHER', typeCode: 'hangup' },
    ]);
  });

  it('tells what any event of the call told', async () => {
    const conversationId = '5102ce1f-35bd-4e5e-9bd3-bacdfd28dd3a';
    const events = [deflectionEvent({ skill: null }), deflectionEvent({ conversationId, callerInfo: '' })];
    const { ask } = await over({ json: deflectionsAnswer(events) });
    const { account } = await ask(deflections('nodes { skill conversationId callerInfo }'));
    expect(account.deflections.nodes).toEqual([
      { skill: 'sales', conversationId, callerInfo: { userdefinedvar: 50, tshirtsize: 'Large' } },
    ]);
  });

  it.each([
    ['no event', [], { channel: null, channelCode: null, accepted: null, skill: null, conversationId: null }],
    [
      'its events',
      [
        { eventType: 'ovrchan', eventInfo: 'sms', eventTime: 1 },
        { eventType: 'ovrchan', eventInfo: 'wa', eventTime: 2 },
        { eventType: 'deflresponse', eventInfo: 'Y' },
        { eventType: 'skillchoice', eventInfo: 'service' },
        { eventType: 'conversationid', eventInfo: 'c1' },
      ],
      { channel: 'WHATSAPP', channelCode: 'wa', accepted: true, skill: 'service', conversationId: 'c1' },
    ],
    [
      'its own fields before its events',
      [{ skill: 'sales', conversationId: 'c2', eventType: 'conversationid', eventInfo: 'c1' }],
      { channel: null, channelCode: null, accepted: null, skill: 'sales', conversationId: 'c2' },
    ],
    [
      'a channel that the gateway does not know, and a refusal',
      [
        { eventType: 'ovrchan', eventInfo: 'pigeon' },
        { eventType: 'deflresponse', eventInfo: 'no' },
      ],
      { channel: 'OTHER', channelCode: 'pigeon', accepted: false, skill: null, conversationId: null },
    ],
    [
      'a response that is neither yes nor no',
      [{ eventType: 'deflresponse', eventInfo: 'maybe' }],
      { channel: null, channelCode: null, accepted: null, skill: null, conversationId: null },
    ],
  ])('reads channel, answer, skill and conversation of %s', async (_, told, expected) => {
    const events = [{}, ...told].map((event) => deflectionEvent({ skill: null, ...event }));
    const { ask } = await over({ json: deflectionsAnswer(events) });
    const { account } = await ask(deflections('nodes { channel channelCode accepted skill conversationId }'));
    expect(account.deflections.nodes).toEqual([expected]);
  });

  it('is one call for several fields over one range', async () => {
    const { ask, upstream } = await over({ json: deflectionsAnswer([]) });
    await ask(`a: ${deflections('nodes { id }')} b: ${deflections('nodes { skill }')}`);
    expect(upstream.requests).toHaveLength(1);
  });

  it('refuses a range of over 31 days without a call', async () => {
    const { gateway, upstream } = await over({ json: deflectionsAnswer([]) });
    const { errors } = await gateway.query(`{ account(accountId: "12345678") {
      deflections(during: { start: "2026-02-01T00:00:00Z", end: "2026-03-10T00:00:00Z" }) { nodes { id } }
    } }`);
    expect(errors).toMatchObject([
      {
        message: 'during spans 37 days; the limit is 31 days.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(upstream.requests).toEqual([]);
  });
});

describe('Phone.e164', () => {
  it('drops the trunk 0 that number keeps (a number reserved for fiction)', async () => {
    expect(await readPhone('44', '07700900123')).toEqual({
      countryCode: '44',
      number: '07700900123',
      e164: '+447700900123',
    });
  });

  it.each([
    ['a code that is no number', 'US', '2025550123'],
    ['a code that no country has', '999', '2025550123'],
    ['a number that is none', '1', 'private'],
    ['a number that is too short', '1', '12'],
    ['no code', null, '2025550123'],
  ])('is null for %s', async (_, code, number) => {
    expect(await readPhone(code, number)).toEqual({ countryCode: code, number, e164: null });
  });

  it('is not there when neither code nor number is', async () => {
    expect(await readPhone('', null)).toBeNull();
  });
});
