import { describe, expect, it } from 'vitest';
import { alertGateway, sendAlert } from '../support/alert.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';

const NO_REASON = 'LiveDeflect did not send the alert and gave no reason.';

/** What the client gets when LiveDeflect answers so, asked once. */
async function payloadOf(answer: Answer) {
  const upstream = await startUpstream(() => answer);
  const { data, errors } = await sendAlert(await alertGateway(upstream.url));
  expect(upstream.requests).toHaveLength(1);
  return { payload: data?.sendProactiveAlert ?? null, errors };
}

describe('ProactiveAlertSent', () => {
  it.each([
    [200, true],
    [200, 'true'],
    [200, 'True'],
    [201, true],
    [202, 'true'],
  ])('answers HTTP %i with success %o', async (status, success) => {
    const response = { name: 'phones/1/agentMessages/m1', sendTime: '2026-03-15T11:59:00.000Z', contentMessage: {} };
    const { payload } = await payloadOf({ status, json: { success, response } });
    expect(payload).toEqual({
      __typename: 'ProactiveAlertSent',
      messageName: 'phones/1/agentMessages/m1',
      sentAt: '2026-03-15T11:59:00.000Z',
      channelResponse: response,
    });
  });

  it('has nulls where the channel provider said nothing', async () => {
    const { payload } = await payloadOf({ json: { success: true } });
    expect(payload).toEqual({
      __typename: 'ProactiveAlertSent',
      messageName: null,
      sentAt: null,
      channelResponse: null,
    });
  });

  it('holds whatever else the channel provider answered', async () => {
    const { payload } = await payloadOf({ json: { success: true, response: 'queued' } });
    expect(payload).toMatchObject({ messageName: null, channelResponse: 'queued' });
  });
});

describe('ProactiveAlertRefused', () => {
  it.each<[string, Answer, string, unknown]>([
    ['200 with success "false" and an empty message', { json: { success: 'false', message: '{}' } }, NO_REASON, {}],
    ['200 with success false alone', { json: { success: false } }, NO_REASON, null],
    [
      '200 with JSON inside its message',
      { json: { success: 'false', message: '{"code":"opted-out"}' } },
      NO_REASON,
      { code: 'opted-out' },
    ],
    [
      '200 with a sentence',
      { json: { success: false, message: 'Template unknown' } },
      'Template unknown',
      'Template unknown',
    ],
    [
      '400 with its error',
      { status: 400, json: { success: false, error: 'Failed Compatibility Check' } },
      'Failed Compatibility Check',
      'Failed Compatibility Check',
    ],
    ['400 without JSON', { status: 400, text: '<html>Bad Request</html>' }, NO_REASON, null],
  ])('answers %s', async (_, answer, reason, detail) => {
    const { payload, errors } = await payloadOf(answer);
    expect(errors).toBeUndefined();
    expect(payload).toEqual({ __typename: 'ProactiveAlertRefused', reason, detail });
  });
});

describe('an error of Mutation.sendProactiveAlert', () => {
  it.each<[string, Answer, string]>([
    ['401 for a missing header', { status: 401, json: { error: 'No Authorization Header' } }, 'UPSTREAM_UNAUTHORIZED'],
    [
      '401 for a used nonce',
      { status: 401, json: { error: 'Invalid Nonce - Nonce has been previously used' } },
      'UPSTREAM_UNAUTHORIZED',
    ],
    ['401 in plain text', { status: 401, text: 'oauth_problem=token_rejected' }, 'UPSTREAM_UNAUTHORIZED'],
    ['403', { status: 403, json: {} }, 'UPSTREAM_UNAUTHORIZED'],
    ['404', { status: 404, json: {} }, 'UPSTREAM_NOT_FOUND'],
    ['413', { status: 413, json: {} }, 'UPSTREAM_REJECTED'],
  ])('answers %s', async (_, answer, code) => {
    const { payload, errors } = await payloadOf(answer);
    expect(payload).toBeNull();
    expect(errors).toMatchObject([{ path: ['sendProactiveAlert'], extensions: { code, service: 'LIVE_DEFLECT' } }]);
  });

  it('tells that no address of LiveDeflect was found, for then nothing was sent', async () => {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const account = { ...accountAt(upstream.url), endpoints: { domainApi: upstream.url } };
    const { errors } = await sendAlert(await startTestGateway({ accounts: [account] }));
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', service: 'DOMAIN_API' } }]);
    expect(upstream.asked().every((line) => line.startsWith('GET /api/account/12345678/service/'))).toBe(true);
  });

  it('says which credentials are missing, without a call', async () => {
    const upstream = await startUpstream(() => undefined);
    const credentials = { bearer: 'le-token' };
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, { credentials })] });
    const { errors } = await sendAlert(gateway);
    expect(errors).toMatchObject([
      {
        message: 'LiveDeflect needs OAuth 1 credentials, and the gateway has none for account 12345678.',
        extensions: { code: 'UPSTREAM_UNAUTHORIZED' },
      },
    ]);
    expect(upstream.requests).toEqual([]);
  });
});
