import { describe, expect, it } from 'vitest';
import { alertGateway, alertInput, sendAlert } from '../support/alert.ts';
import { startUpstream } from '../support/upstream.ts';

const REFUSED = {
  message: 'The name "__proto__" cannot be used. Choose another one.',
  extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
};

describe('the name __proto__', () => {
  it.each([
    ['an alias', '{ __proto__: __typename }'],
    ['an alias in a fragment', '{ ...A } fragment A on Query { __proto__: __typename }'],
    ['a variable', 'query ($__proto__: String = "a") { account(accountId: $__proto__) { id } }'],
    [
      'a member of a literal',
      'mutation { sendProactiveAlert(input: { accountId: "1", skill: "a", recipient: { countryCode: "1", phoneNumber: "1" }, template: { name: "a", language: "a", variables: { __proto__: 1 } } }) { __typename } }',
    ],
  ])('is refused as %s, each time', async (_, query) => {
    const upstream = await startUpstream(() => ({ json: { success: true } }));
    const gateway = await alertGateway(upstream.url);
    for (let run = 0; run < 3; run += 1) {
      const { data, errors } = await gateway.query(query, JSON.parse('{ "__proto__": "12345678" }'));
      expect(data).toBeUndefined();
      expect(errors).toContainEqual(expect.objectContaining(REFUSED));
    }
    expect([upstream.requests, gateway.bugs]).toEqual([[], []]);
  });

  it('is sent as it is where JSON has it', async () => {
    const upstream = await startUpstream(() => ({ json: { success: true, response: {} } }));
    const gateway = await alertGateway(upstream.url);
    const odd = JSON.parse('{ "__proto__": { "__proto__": 1 }, "constructor": 2 }');
    const template = { name: 'welcome', language: 'english', variables: odd };
    const { data } = await sendAlert(gateway, alertInput({ template, alertInfo: odd }));
    expect(data.sendProactiveAlert.__typename).toBe('ProactiveAlertSent');
    const body = upstream.requests[0]?.body as Record<string, unknown>;
    expect(JSON.stringify([body.proactiveVariables, body.alertInfo])).toBe(JSON.stringify([odd, odd]));
  });

  it('is a field that no input has', async () => {
    const upstream = await startUpstream(() => ({ json: { success: true } }));
    const { errors } = await sendAlert(
      await alertGateway(upstream.url),
      JSON.parse(JSON.stringify(alertInput()).replace('{', '{"__proto__":{},')),
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(upstream.requests).toEqual([]);
  });

  it('is shown where an upstream has it', async () => {
    const upstream = await startUpstream(() => ({ text: '{"success":true,"response":{"__proto__":{"a":1}}}' }));
    const { data } = await sendAlert(await alertGateway(upstream.url));
    expect(JSON.stringify(data.sendProactiveAlert.channelResponse)).toBe('{"__proto__":{"a":1}}');
  });
});
