import { describe, expect, it } from 'vitest';
import { alertInput, sendAlert } from '../support/alert.ts';
import { deflections, over, proactiveAlerts } from '../support/ask.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';

const DAY = { siteId: '12345678', startTime: '1773100800000', endTime: '1773187200000' };

/** The calls of an answer that holds these events. */
async function readDeflections(events: readonly Record<string, unknown>[], selection: string) {
  const { ask } = await over({ json: deflectionsAnswer(events.map((event) => deflectionEvent(event))) });
  const { account, codes } = await ask(deflections(`nodes { ${selection} }`));
  expect(codes).toEqual([]);
  return account.deflections.nodes;
}

describe('Account.deflections', () => {
  it.each([[true], ['true'], ['TRUE']])('#1 takes success %j for success', async (success) => {
    const { ask } = await over({ json: deflectionsAnswer([deflectionEvent()], success) });
    const { account } = await ask(deflections('nodes { callId }'));
    expect(account.deflections.nodes).toEqual([{ callId: '473513' }]);
  });

  it.each([
    [false, 'UPSTREAM_REJECTED'],
    ['false', 'UPSTREAM_REJECTED'],
    ['False', 'UPSTREAM_REJECTED'],
    ['perhaps', 'UPSTREAM_MALFORMED'],
    [null, 'UPSTREAM_MALFORMED'],
  ])('#1 takes success %j for failure, %s', async (success, code) => {
    const { ask } = await over({ json: deflectionsAnswer([deflectionEvent()], success) });
    const { account, codes } = await ask(deflections('nodes { callId }'));
    expect(account.deflections).toBeNull();
    expect(codes).toEqual([code]);
  });

  it('#27 quotes the times that it asks for', async () => {
    const { ask, upstream } = await over({ json: deflectionsAnswer([]) });
    await ask(deflections('nodes { callId }'));
    expect(upstream.requests[0]?.body).toEqual(DAY);
  });

  it('#41 reads externalConsumerId, else externalCustomerId', async () => {
    const events = [
      { callId: '1', externalConsumerId: 'consumer', externalCustomerId: 'customer' },
      { callId: '2', externalConsumerId: undefined, externalCustomerId: 'customer' },
    ];
    expect(await readDeflections(events, 'externalConsumerId')).toEqual([
      { externalConsumerId: 'consumer' },
      { externalConsumerId: 'customer' },
    ]);
  });

  it.each([
    ['{"tshirtsize":"Large"}', { tshirtsize: 'Large' }],
    ['not JSON', 'not JSON'],
    ['', null],
    [{ tshirtsize: 'Large' }, { tshirtsize: 'Large' }],
  ])('#42 reads callerInfo %j as %j', async (callerInfo, expected) => {
    expect(await readDeflections([{ callerInfo }], 'callerInfo')).toEqual([{ callerInfo: expected }]);
  });

  it('#43 groups events by call, calls and events earliest first', async () => {
    const at = (second: number) => String(1773136800000 + second * 1000);
    const events = [
      { callId: '2', beginTimeStamp: at(9), eventType: 'callstart', eventTime: at(9) },
      { callId: '10', beginTimeStamp: at(0), eventType: 'sendtext', eventTime: at(5) },
      { callId: '10', beginTimeStamp: at(0), eventType: 'callstart', eventTime: at(0) },
      { callId: '10', beginTimeStamp: at(0), eventType: 'deflresponse', eventTime: at(3) },
    ];
    expect(await readDeflections(events, 'callId events { type }')).toEqual([
      { callId: '10', events: [{ type: 'CALL_START' }, { type: 'DEFLECTION_RESPONSE' }, { type: 'SEND_TEXT' }] },
      { callId: '2', events: [{ type: 'CALL_START' }] },
    ]);
  });

  it.each([
    [{ success: 'true' }],
    [{ success: 'true', data: null }],
    [{ success: 'true', data: { 1: ['callstart'] } }],
  ])('#43 takes %j, which has no map of events, for malformed', async (json) => {
    const { ask } = await over({ json });
    const { account, codes } = await ask(deflections('nodes { callId }'));
    expect(account.deflections).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });

  it('#44 signs with the scheme OAuth', async () => {
    const { ask, upstream } = await over({ json: deflectionsAnswer([]) });
    await ask(deflections('nodes { callId }'));
    expect(upstream.requests[0]?.headers.authorization).toMatch(/^OAuth oauth_consumer_key="key", /);
  });

  it('#46 takes JSON only: the documents’ smart quotes are malformed', async () => {
    const { ask } = await over({ text: '{ "success" : “true”, "data" : {} }' });
    const { account, codes } = await ask(deflections('nodes { callId }'));
    expect(account.deflections).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });
});

describe('Account.proactiveAlerts', () => {
  it('#27 quotes the times that it asks for', async () => {
    const { ask, upstream } = await over({ text: '' });
    await ask(proactiveAlerts('nodes { raw }'));
    expect(upstream.requests[0]?.body).toEqual(DAY);
  });

  it.each([[''], [' \n'], ['null'], ['{}'], ['{"success":true}'], ['{"success":"true","data":null}']])(
    '#45 takes the answer %j for no data: null, and no error',
    async (text) => {
      const { ask } = await over({ text });
      const { account, codes } = await ask(proactiveAlerts('nodes { raw }'));
      expect(codes).toEqual([]);
      expect(account.proactiveAlerts).toBeNull();
    },
  );

  it.each([['[]'], ['{"success":"true","data":{}}'], ['{"data":[]}'], ['{"success":true,"transactions":[]}']])(
    '#45 takes the answer %j for no alerts',
    async (text) => {
      const { ask } = await over({ text });
      const { account, codes } = await ask(proactiveAlerts('nodes { raw }'));
      expect(codes).toEqual([]);
      expect(account.proactiveAlerts.nodes).toEqual([]);
    },
  );

  it('#45 takes a body that is not JSON for malformed', async () => {
    const { ask } = await over({ text: '<html>Sign in</html>' });
    const { account, codes } = await ask(proactiveAlerts('nodes { raw }'));
    expect(account.proactiveAlerts).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });
});

describe('Mutation.sendProactiveAlert', () => {
  it.each([
    [true, 'ProactiveAlertSent'],
    ['true', 'ProactiveAlertSent'],
    [false, 'ProactiveAlertRefused'],
    ['FALSE', 'ProactiveAlertRefused'],
    ['perhaps', 'ProactiveAlertOutcomeUnknown'],
  ])('#1 takes success %j for %s', async (success, typename) => {
    const { gateway } = await over({ json: { success } });
    const { data } = await sendAlert(gateway);
    expect(data.sendProactiveAlert.__typename).toBe(typename);
  });

  it('#2 is refused when an answer of 200 says that it failed', async () => {
    const { gateway } = await over({ status: 200, json: { success: 'false', message: 'No such template' } });
    const { data, errors } = await sendAlert(gateway);
    expect(errors).toBeUndefined();
    expect(data.sendProactiveAlert).toEqual({
      __typename: 'ProactiveAlertRefused',
      reason: 'No such template',
      detail: 'No such template',
    });
  });

  it('#3 reads the JSON inside message as detail', async () => {
    const { gateway } = await over({ json: { success: 'false', message: '{"code":7}' } });
    const { data } = await sendAlert(gateway);
    expect(data.sendProactiveAlert.detail).toEqual({ code: 7 });
  });

  it('#3 says that no reason was given when message holds an empty object', async () => {
    const { gateway } = await over({ json: { success: 'false', message: '{}' } });
    const { data } = await sendAlert(gateway);
    expect(data.sendProactiveAlert.reason).toBe('LiveDeflect did not send the alert and gave no reason.');
  });

  it.each([['english'], ['en_US']])('#47 passes the language "%s" on', async (language) => {
    const { gateway, upstream } = await over({ json: { success: true } });
    await sendAlert(gateway, alertInput({ template: { name: 'welcome', language, variables: {} } }));
    expect(upstream.requests[0]?.body).toMatchObject({ proactiveLanguage: language });
  });
});
