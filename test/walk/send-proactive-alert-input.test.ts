import { describe, expect, it } from 'vitest';
import { alertGateway, alertInput, sendAlert } from '../support/alert.ts';
import { startUpstream } from '../support/upstream.ts';

const RECIPIENT = { countryCode: '1', phoneNumber: '2025550100' };
const TEMPLATE = { name: 'welcome', language: 'english', variables: {} };
const NOT_EMPTY = 'Must not be empty.';
const VALUE = 'Must be a text or a number.';
const COUNTRY_CODE = 'Must be a country calling code of 1 to 3 digits, such as 1 or 44.';

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
    [{ accountId: '99999999' }, ['accountId'], 'The gateway serves no account of this accountId.'],
    [{ skill: ' ' }, ['skill'], NOT_EMPTY],
    [{ template: { ...TEMPLATE, name: '' } }, ['template', 'name'], NOT_EMPTY],
    [{ template: { ...TEMPLATE, variables: { '@A b': true } } }, ['template', 'variables', '@A b'], VALUE],
    [{ template: { ...TEMPLATE, variables: { a: null } } }, ['template', 'variables', 'a'], VALUE],
    [{ alertInfo: { 'Sky Miles': { much: 1 } } }, ['alertInfo', 'Sky Miles'], VALUE],
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
    [{ channel: 'OTHER' }, ['channel'], 'OTHER cannot be sent to; name a channel or leave it out.'],
    ...['', '0', '+', '1234', 'US', '2025550100'].map((countryCode): [Record<string, unknown>, string[], string] => [
      { recipient: { ...RECIPIENT, countryCode } },
      ['recipient', 'countryCode'],
      COUNTRY_CODE,
    ]),
    ...['', '202555', '20255501001', 'call me', '+44 20 7946 0123'].map(
      (phoneNumber): [Record<string, unknown>, string[], string] => [
        { recipient: { ...RECIPIENT, phoneNumber } },
        ['recipient', 'phoneNumber'],
        'Must be a valid telephone number of country code 1.',
      ],
    ),
  ])('of %j names the path and what was expected', async (more, path, message) => {
    expect(await problemsOf(more)).toEqual([{ path, message }]);
  });

  it('names everything at once', async () => {
    const problems = await problemsOf({
      accountId: '99999999',
      skill: '',
      recipient: { countryCode: '1', phoneNumber: '2', externalCustomer: { id: '', descriptor: '' } },
      template: { name: '', language: '', variables: { a: [], b: false } },
      alertInfo: { c: null },
      channel: 'OTHER',
    });
    expect(problems.map(({ path }) => path.join('.'))).toEqual([
      'accountId',
      'skill',
      'template.name',
      'recipient.externalCustomer.id',
      'recipient.externalCustomer.descriptor',
      'recipient.phoneNumber',
      'template.variables.a',
      'template.variables.b',
      'alertInfo.c',
      'channel',
    ]);
  });

  it.each([
    [{ countryCode: '2025550199', phoneNumber: '2025550199' }],
    [{ countryCode: '1', phoneNumber: '20255501990' }],
    [{ countryCode: '44', phoneNumber: '+12025550199' }],
  ])('of %o shows no telephone number', async (recipient) => {
    expect(JSON.stringify(await problemsOf({ recipient }))).not.toContain('2025550199');
  });
});
