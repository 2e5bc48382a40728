import { describe, expect, it } from 'vitest';
import { alertGateway, alertInput, sendAlert } from '../support/alert.ts';
import { startUpstream } from '../support/upstream.ts';

const RECIPIENT = { countryCode: '1', phoneNumber: '2025550100' };
const TEMPLATE = { name: 'welcome', language: 'english', variables: {} };
const NOT_EMPTY = 'Must not be empty.';
const VALUE = 'Cannot be sent unchanged. Send such a number as a string.';
const COUNTRY_CODE = 'Must be a country calling code, for example 1, 44 or 1-242.';

/** The problems of an alert, which is never sent. */
async function problemsOf(more: Record<string, unknown>): Promise<{ path: string[]; message: string }[]> {
  const upstream = await startUpstream(() => ({ json: { success: true } }));
  const { data, errors } = await sendAlert(await alertGateway(upstream.url), alertInput(more));
  expect(errors).toBeUndefined();
  expect(upstream.requests).toEqual([]);
  expect(data.sendProactiveAlert.__typename).toBe('ProactiveAlertInvalid');
  return data.sendProactiveAlert.problems;
}

describe('ProactiveAlertInvalid', () => {
  it.each<[Record<string, unknown>, string[], string]>([
    [{ accountId: '99999999' }, ['accountId'], 'The gateway serves no account with this accountId.'],
    [{ skill: ' ' }, ['skill'], NOT_EMPTY],
    [{ template: { ...TEMPLATE, name: '' } }, ['template', 'name'], NOT_EMPTY],
    [{ template: { ...TEMPLATE, language: '' } }, ['template', 'language'], NOT_EMPTY],
    [{ template: { ...TEMPLATE, variables: { '@A b': 2 ** 53 } } }, ['template', 'variables', '@A b'], VALUE],
    [{ alertInfo: { 'Sky Miles': { much: [1, -(2 ** 60)] } } }, ['alertInfo', 'Sky Miles', 'much', '1'], VALUE],
    [
      { recipient: { ...RECIPIENT, externalCustomer: { id: '', descriptor: 'VIP' } } },
      ['recipient', 'externalCustomer', 'id'],
      NOT_EMPTY,
    ],
    [
      { recipient: { ...RECIPIENT, externalCustomer: { id: 'crm-1', descriptor: ' ' } } },
      ['recipient', 'externalCustomer', 'descriptor'],
      NOT_EMPTY,
    ],
    [{ channel: 'OTHER' }, ['channel'], 'Must not be OTHER. Name another channel, or omit it.'],
    ...['', '0', '+', '1234', 'US', '2025550100', '1-', '1-24242', '1242-1', '1--242'].map(
      (countryCode): [Record<string, unknown>, string[], string] => [
        { recipient: { ...RECIPIENT, countryCode } },
        ['recipient', 'countryCode'],
        COUNTRY_CODE,
      ],
    ),
    ...['', '202555', '20255501001', 'call me', '+44 20 7946 0123'].map(
      (phoneNumber): [Record<string, unknown>, string[], string] => [
        { recipient: { ...RECIPIENT, phoneNumber } },
        ['recipient', 'phoneNumber'],
        'Must be a valid phone number for country code 1.',
      ],
    ),
    [
      { recipient: { countryCode: '1-242', phoneNumber: '(202) 555-0123' } },
      ['recipient', 'phoneNumber'],
      'Must be a valid phone number for country code 1-242.',
    ],
  ])('of %j names the path and what was expected', async (more, path, message) => {
    expect(await problemsOf(more)).toEqual([{ path, message }]);
  });

  it('names everything at once', async () => {
    const problems = await problemsOf({
      accountId: '99999999',
      skill: '',
      recipient: { countryCode: '1', phoneNumber: '2', externalCustomer: { id: '', descriptor: '' } },
      template: { name: '', language: '', variables: { a: [2 ** 53], b: 1e300 } },
      alertInfo: { c: 2 ** 54 },
      channel: 'OTHER',
    });
    expect(problems.map(({ path }) => path.join('.'))).toEqual([
      'accountId',
      'skill',
      'template.name',
      'template.language',
      'recipient.externalCustomer.id',
      'recipient.externalCustomer.descriptor',
      'recipient.phoneNumber',
      'template.variables.a.0',
      'template.variables.b',
      'alertInfo.c',
      'channel',
    ]);
  });

  it('names a number that JSON has no place for', async () => {
    const upstream = await startUpstream(() => ({ json: { success: true } }));
    const gateway = await alertGateway(upstream.url);
    const { data } = await gateway.query(`mutation { sendProactiveAlert(input: {
      accountId: "12345678", skill: "billing", recipient: { countryCode: "1", phoneNumber: "2025550100" }
      template: { name: "welcome", language: "english", variables: { many: 1e999 } }
    }) { ... on ProactiveAlertInvalid { problems { path message } } } }`);
    expect(data.sendProactiveAlert.problems).toEqual([{ path: ['template', 'variables', 'many'], message: VALUE }]);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    [{ countryCode: '2025550199', phoneNumber: '2025550199' }],
    [{ countryCode: '1', phoneNumber: '20255501990' }],
    [{ countryCode: '44', phoneNumber: '+12025550199' }],
  ])('of %o shows no phone number', async (recipient) => {
    expect(JSON.stringify(await problemsOf({ recipient }))).not.toContain('2025550199');
  });
});
