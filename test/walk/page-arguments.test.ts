import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, NOW, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';

async function refusal(fields: string, now = NOW) {
  const upstream = await startUpstream(() => undefined);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] }, now);
  const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
  expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_USER_INPUT' }]);
  expect(JSON.stringify(data)).toContain('null');
  expect(upstream.requests).toEqual([]);
  return errors?.[0]?.message;
}

const range = (start: string, end: string) => `{ start: "${start}", end: "${end}" }`;
const DAY = range('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z');
const NAMES = '{ pageInfo { hasNextPage } }';

const CONNECTIONS = [
  ['transactions', (page: string) => `transactions(attempted: ${DAY}, ${page}) ${NAMES}`],
  ['campaigns', (page: string) => `campaigns(attempted: ${DAY}, ${page}) ${NAMES}`],
  ['handoffChannels', (page: string) => `handoffChannels(channel: SMS, ${page}) { nodes { language } }`],
  ['handoffs', (page: string) => `handoffs(${page}) ${NAMES}`],
  ['handoffs by channel', (page: string) => `handoffs(channel: SMS, ${page}) ${NAMES}`],
  ['deflections', (page: string) => `deflections(during: ${DAY}, ${page}) ${NAMES}`],
  ['proactiveAlerts', (page: string) => `proactiveAlerts(during: ${DAY}, ${page}) ${NAMES}`],
  ['Campaign.consumersReport', (page: string) => `campaign(campaignId: "c") { consumersReport(${page}) ${NAMES} }`],
  [
    'Campaign.transactions',
    (page: string) => `campaign(campaignId: "c") { transactions(attempted: ${DAY}, ${page}) ${NAMES} }`,
  ],
] as const;

describe.each(CONNECTIONS)('the page arguments of %s', (_name, fieldOf) => {
  it.each([
    ['first: 0', 'first is 0; it must be from 1 to 1000.'],
    ['first: -1', 'first is -1; it must be from 1 to 1000.'],
    ['first: 1001', 'first is 1001; it must be from 1 to 1000.'],
    ['last: 0', 'last is 0; it must be from 1 to 1000.'],
    ['last: 1001', 'last is 1001; it must be from 1 to 1000.'],
    ['first: 1, last: 1', 'first and last cannot be combined; ask for one of them.'],
    ['after: "garbage"', 'after is not a cursor. Take one from the edges or pageInfo of the same query.'],
    ['last: 2, before: ""', 'before is not a cursor. Take one from the edges or pageInfo of the same query.'],
    ['after: "WyJ4IiwxXQ"', 'after is a cursor of another query. Account, range, filter and order must stay the same.'],
  ])('refuse %s before any upstream call', async (page, sentence) => {
    expect(await refusal(fieldOf(page))).toBe(sentence);
  });
});

describe('a range', () => {
  const ranged = (field: string, name: string) => (its: string) => `${field}(${name}: ${its}) ${NAMES}`;
  const transactions = ranged('transactions', 'attempted');
  const campaigns = ranged('campaigns', 'attempted');
  const deflections = ranged('deflections', 'during');
  const proactiveAlerts = ranged('proactiveAlerts', 'during');

  it.each([
    ['attempted', transactions],
    ['attempted', campaigns],
    ['during', deflections],
    ['during', proactiveAlerts],
  ])('of %s must end after it starts', async (name, fieldOf) => {
    const sentence = (end: string) => `${name} ends ${end}; it must end after its start, 2026-03-10T00:00:00.000Z.`;
    const empty = range('2026-03-10T00:00:00Z', '2026-03-10T00:00:00Z');
    expect(await refusal(fieldOf(empty))).toBe(sentence('2026-03-10T00:00:00.000Z'));
    const reversed = range('2026-03-10T00:00:00Z', '2026-03-09T12:00:00Z');
    expect(await refusal(fieldOf(reversed))).toBe(sentence('2026-03-09T12:00:00.000Z'));
  });

  it.each([
    ['attempted', campaigns],
    ['during', deflections],
    ['during', proactiveAlerts],
  ])('of %s spans at most 31 days where the gateway bounds it', async (name, fieldOf) => {
    const wide = range('2026-02-01T00:00:00Z', '2026-03-04T12:00:00Z');
    expect(await refusal(fieldOf(wide))).toBe(`${name} spans 31.5 days; the limit is 31 days.`);
  });

  it.each([transactions, campaigns])('of attempts begins within the 13 months of retention', async (fieldOf) => {
    const old = range('2025-02-14T23:59:59.999Z', '2025-02-16T00:00:00Z');
    expect(await refusal(fieldOf(old))).toBe(
      'attempted starts 2025-02-14T23:59:59.999Z; LivePerson keeps data for 13 months, since 2025-02-15T00:00:00.000Z.',
    );
  });

  it.each([transactions, (its: string) => `analytics(attempted: ${its}) { fetchedAt }`])(
    'of attempts ends within 13 months from now',
    async (fieldOf) => {
      const endless = range('2026-03-10T00:00:00Z', '4259-02-17T19:35:42.430Z');
      expect(await refusal(fieldOf(endless))).toBe(
        'attempted ends 4259-02-17T19:35:42.430Z; it must end at most 13 months ahead.',
      );
    },
  );

  it('of attempts may begin on the last day of a month that is shorter than this one', async () => {
    const old = range('2025-02-27T00:00:00Z', '2025-02-28T00:00:00Z');
    expect(await refusal(transactions(old), Date.parse('2026-03-31T00:00:00Z'))).toBe(
      'attempted starts 2025-02-27T00:00:00.000Z; LivePerson keeps data for 13 months, since 2025-02-28T00:00:00.000Z.',
    );
  });
});

describe('an id', () => {
  it('of a campaign is not empty', async () => {
    const sentence = 'campaignId must not be empty. Use the proactiveCampaignId of a campaign.';
    expect(await refusal('campaign(campaignId: " ") { campaignId }')).toBe(sentence);
  });

  it('of a handoff is not empty', async () => {
    const sentence = 'handoffId must not be empty. Use the id of a handoff, for example H000000000000001.';
    expect(await refusal('handoff(handoffId: "") { name }')).toBe(sentence);
  });
});
