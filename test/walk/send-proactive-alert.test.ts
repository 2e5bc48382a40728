import { describe, expect, it } from 'vitest';
import { alertGateway, alertInput, sendAlert } from '../support/alert.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { oauthParameters } from '../support/oauth1.ts';
import { refusingUrl } from '../support/sender.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';

const SENT: Answer = { json: { success: true } };
const MINIMAL_BODY = {
  siteId: '12345678',
  skill: 'billing',
  customerCountryCode: '1',
  customerPhoneNumber: '2025550100',
  proactiveLanguage: 'english',
  proactiveTemplate: 'welcome',
  proactiveVariables: {},
};

/** What one alert asks of an upstream that answers with `answers`, the last one ever after, and what the client gets. */
async function send(answers: Answer | readonly Answer[], input = alertInput(), config: Record<string, unknown> = {}) {
  const list = [answers].flat();
  const upstream = await startUpstream((_, index) => list[Math.min(index, list.length - 1)]);
  const gateway = await alertGateway(upstream.url, config);
  const { data, errors } = await sendAlert(gateway, input);
  expect(gateway.bugs).toEqual([]);
  return { upstream, payload: data?.sendProactiveAlert, errors };
}

describe('the request of Mutation.sendProactiveAlert', () => {
  it('holds every field that was given', async () => {
    const { upstream } = await send(
      SENT,
      alertInput({
        recipient: {
          countryCode: '+44',
          phoneNumber: '020 7946 0123',
          firstName: 'Ada',
          lastName: 'L.',
          externalCustomer: { id: 'crm-1', descriptor: 'VIP' },
        },
        template: { name: 'welcome', language: 'english', version: '1', variables: { '@City': 'Kansas City' } },
        channel: 'WHATSAPP',
        externalAlertId: 'alert-1',
        alertInfo: { 'Sky Miles': 1234, 'seat-no': '12A' },
      }),
    );
    expect(upstream.asked()).toEqual(['POST /api/proactiveAlert']);
    expect(upstream.requests[0]?.body).toEqual({
      siteId: '12345678',
      skill: 'billing',
      customerCountryCode: '44',
      customerPhoneNumber: '2079460123',
      externalCustomerId: 'crm-1',
      externalCustomerIdDescriptor: 'VIP',
      externalAlertId: 'alert-1',
      alertInfo: { 'Sky Miles': 1234, 'seat-no': '12A' },
      firstName: 'Ada',
      lastName: 'L.',
      proactiveChannel: 'wa',
      proactiveLanguage: 'english',
      proactiveTemplate: 'welcome',
      proactiveVariables: { '@City': 'Kansas City' },
      proactiveTemplateVersion: '1',
    });
  });

  it('holds no more than was given', async () => {
    const { upstream } = await send(SENT);
    expect(upstream.requests[0]?.body).toEqual(MINIMAL_BODY);
    expect(upstream.requests[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: expect.stringMatching(/^OAuth oauth_consumer_key="key", /),
    });
  });

  it('leaves out what was given as null', async () => {
    const recipient = { countryCode: '1', phoneNumber: '2025550100', firstName: null, externalCustomer: null };
    const input = alertInput({ recipient, channel: null, externalAlertId: null, alertInfo: null });
    const { upstream } = await send(SENT, input);
    expect(upstream.requests[0]?.body).toEqual(MINIMAL_BODY);
  });

  it('passes names of variables through unchanged', async () => {
    const variables = { '@First Name': 'Ada', 'order-no': 7, ' blank ': '', 'ünï.code': '✓', constructor: 'x' };
    const template = { name: 'welcome', language: 'english', variables };
    const { upstream } = await send(SENT, alertInput({ template }));
    expect(upstream.requests[0]?.body).toEqual({ ...MINIMAL_BODY, proactiveVariables: variables });
  });

  it('passes pairs of any JSON values through unchanged', async () => {
    const pairs = { yes: true, none: null, deep: { list: [1, 'two', { three: [] }] }, '': 0.5, most: 2 ** 53 - 1 };
    const template = { name: 'welcome', language: 'english', variables: pairs };
    const { upstream, payload } = await send(SENT, alertInput({ template, alertInfo: pairs }));
    expect(payload.__typename).toBe('ProactiveAlertSent');
    expect(upstream.requests[0]?.body).toEqual({ ...MINIMAL_BODY, proactiveVariables: pairs, alertInfo: pairs });
  });

  it.each([
    ['SMS', {}, 'sms'],
    ['WHATSAPP', {}, 'wa'],
    ['IN_APP', {}, 'inapp'],
    ['APPLE_BUSINESS_CHAT', {}, 'apple-twilio'],
    ['GOOGLE_RCS', {}, 'googlercs'],
    ['SMS', { SMS: 'sms-twilio' }, 'sms-twilio'],
    ['WHATSAPP', { SMS: 'sms-twilio' }, 'wa'],
  ])('forces %s, where the configuration says %j, by the code %s', async (channel, alertChannelCodes, code) => {
    const upstream = await startUpstream(() => SENT);
    const accounts = [accountAt(upstream.url, { alertChannelCodes })];
    await sendAlert(await startTestGateway({ accounts }), alertInput({ channel }));
    expect(upstream.requests[0]?.body).toMatchObject({ proactiveChannel: code });
  });

  it.each([
    ['1', '(202) 555-0100', '1', '2025550100'],
    ['+1', '+1 202 555 0100', '1', '2025550100'],
    [' 44 ', '02079460123', '44', '2079460123'],
    ['1-242', '365-1234', '1', '2423651234'],
    ['+1-242', '242 365 1234', '1', '2423651234'],
    ['44-1481', '01481 720000', '44', '1481720000'],
  ])('writes %s and %s as LiveDeflect takes them', async (countryCode, phoneNumber, code, number) => {
    const { upstream } = await send(SENT, alertInput({ recipient: { countryCode, phoneNumber } }));
    expect(upstream.requests[0]?.body).toMatchObject({ customerCountryCode: code, customerPhoneNumber: number });
  });
});

describe('the repetition of Mutation.sendProactiveAlert', () => {
  it('follows a 429, with a nonce of its own', async () => {
    const { upstream, payload } = await send([{ status: 429, json: {} }, SENT]);
    expect(payload.__typename).toBe('ProactiveAlertSent');
    const nonces = upstream.requests.map(({ headers }) => oauthParameters(headers.authorization).oauth_nonce);
    expect(new Set(nonces).size).toBe(2);
    expect(upstream.requests[1]?.body).toEqual(upstream.requests[0]?.body);
  });

  it('ends with UPSTREAM_RATE_LIMITED when 429 stays', async () => {
    const { upstream, errors } = await send({ status: 429, json: {} });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_RATE_LIMITED', service: 'LIVE_DEFLECT' } }]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('follows a refused connection, and ends with UPSTREAM_UNREACHABLE', async () => {
    const gateway = await alertGateway(await refusingUrl(), { retry: { unreachableMs: [40, 40] } });
    const began = performance.now();
    const { data, errors } = await sendAlert(gateway);
    expect(data?.sendProactiveAlert ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNREACHABLE', service: 'LIVE_DEFLECT' } }]);
    expect(performance.now() - began).toBeGreaterThanOrEqual(79);
  });

  it.each<[string, Answer]>([
    ['500', { status: 500, json: { error: 'oops' } }],
    ['503', { status: 503, text: '<html>' }],
    ['a hang-up', (response) => response.socket?.destroy()],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    [
      'an answer that is cut off',
      (response) => response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
    ],
    ['no answer in time', () => {}],
    ['a page', { text: '<html>Sent!</html>' }],
    ['an empty answer', { text: '' }],
    ['JSON without success', { json: { message: '{}' } }],
    ['a success that is neither', { json: { success: null } }],
    ['an invalid HTTP response', (response) => response.socket?.end('220 smtp.example.net\r\n')],
  ])('does not follow %s: the outcome is unknown', async (_, answer) => {
    const { upstream, payload, errors } = await send(answer, alertInput(), { attemptTimeoutMs: 200 });
    expect(errors).toBeUndefined();
    expect(payload).toEqual({
      __typename: 'ProactiveAlertOutcomeUnknown',
      reason: expect.stringMatching(/^LiveDeflect .+\.$/),
    });
    expect(upstream.requests).toHaveLength(1);
  });

  it('does not follow the deadline: the outcome is unknown', async () => {
    const { upstream, payload } = await send(() => {}, alertInput(), { deadlineMs: 100 });
    expect(payload.__typename).toBe('ProactiveAlertOutcomeUnknown');
    expect(upstream.requests).toHaveLength(1);
  });
});
