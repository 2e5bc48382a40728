import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { handoffRow } from '../support/wire.ts';

const BARE = { type: 'sms-twilio', language: 'en', messageComponents: [{ type: 'body', content: 'Hi' }] };

/** The handoffs of an answer, as far as a selection goes. */
async function readHandoffs(json: unknown, selection: string) {
  const { ask } = await over({ json });
  const { account, codes } = await ask(`handoffs { nodes { ${selection} } }`);
  expect(codes).toEqual([]);
  return account.handoffs.nodes;
}

describe('Account.handoffs', () => {
  it.each([
    ['an array', [handoffRow('H1')], ['H1']],
    ['handoffs', { handoffs: [handoffRow('H1')] }, ['H1']],
    ['data', { data: [handoffRow('H1')] }, ['H1']],
    ['items', { items: [handoffRow('H1')] }, ['H1']],
    ['results', { results: [] }, []],
    ['a single handoff', handoffRow('H1'), ['H1']],
    ['bare channels', [BARE, BARE], ['@0', '@1']],
    ['a single bare channel', BARE, ['@0']],
  ])('#32 reads the list from %s', async (_, json, ids) => {
    expect(await readHandoffs(json, 'handoffId')).toEqual(ids.map((handoffId) => ({ handoffId })));
  });

  it.each([
    ['a text', '"none"', '$'],
    ['another wrapper', '{"list":[]}', '$'],
    ['a list of texts', '["H1"]', '[0]'],
    ['a handoff without id', '[{"name":"Welcome","channels":[]}]', '[0].id'],
  ])('#32 is malformed when the answer is %s', async (_, text, malformedPath) => {
    const { gateway } = await over({ text });
    const { data, errors } = await gateway.query('{ account(accountId: "12345678") { handoffs { nodes { id } } } }');
    expect(data).toEqual({ account: { handoffs: null } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      service: 'OUTBOUND_CONFIGURATION',
      malformedPath,
    });
  });

  it('#32 finds a bare channel again by its place in the list', async () => {
    const { gateway } = await over({ json: [BARE, { ...BARE, language: 'de' }] });
    const listed = await gateway.query('{ account(accountId: "12345678") { handoffs { nodes { id } } } }');
    const { data } = await gateway.query(
      'query ($id: ID!) { node(id: $id) { id ... on Handoff { channels { language } } } }',
      { id: listed.data.account.handoffs.nodes[1].id },
    );
    expect(data.node).toEqual({ id: listed.data.account.handoffs.nodes[1].id, channels: [{ language: 'de' }] });
  });

  it('#32 names a bare channel of a later page by its place in the whole list', async () => {
    const { ask } = await over(({ path }) => ({ json: path.endsWith('offset=1') ? [BARE] : [BARE, BARE] }));
    const { account } = await ask('handoffs(first: 1) { pageInfo { endCursor } }');
    const next = await ask(`handoffs(after: "${account.handoffs.pageInfo.endCursor}") { nodes { handoffId } }`);
    expect(next.account.handoffs.nodes).toEqual([{ handoffId: '@1' }]);
  });

  it('#33 sees one more than wanted to learn whether there is a next page', async () => {
    const { ask, upstream } = await over({ json: [handoffRow('H0'), handoffRow('H1'), handoffRow('H2')] });
    const { account } = await ask('handoffs(first: 2) { nodes { handoffId } pageInfo { hasNextPage } }');
    expect(account.handoffs).toEqual({
      nodes: [{ handoffId: 'H0' }, { handoffId: 'H1' }],
      pageInfo: { hasNextPage: true },
    });
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/handoffs/list?v=1&limit=100&offset=0`]);
  });

  it('#33 reads a list through in pages of the configured length, until one is empty', async () => {
    const all = Array.from({ length: 5 }, (_, index) => handoffRow(`H${index}`));
    const { ask, upstream } = await over(
      ({ path }) => {
        const offset = Number(new URLSearchParams(path.split('?')[1]).get('offset'));
        return { json: all.slice(offset, offset + 2) };
      },
      { config: { limits: { handoffPageLength: 2 } } },
    );
    const { account } = await ask('handoff(handoffId: "H9") { id }');
    expect(account.handoff).toBeNull();
    expect(upstream.asked()).toEqual(
      [0, 2, 4, 5].map((offset) => `GET ${PRMSG}/handoffs/list?v=1&limit=2&offset=${offset}`),
    );
  });

  it('#40 has no limits of time: a handoff of years ago is listed', async () => {
    const row = handoffRow('H1', { createdAt: '2019-01-01T00:00:00.000Z' });
    expect(await readHandoffs([row], 'createdAt')).toEqual([{ createdAt: '2019-01-01T00:00:00.000Z' }]);
  });

  it('#31 asks for the channels of a kind by its name alone, without blank or colons', async () => {
    const { ask, upstream } = await over({ json: [] });
    await ask('handoffChannels(channel: SMS) { nodes { channel } }');
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/handoffs/list/channel/sms-twilio?v=1&limit=100&offset=0`]);
  });

  it('#39 takes JSON only: the documents’ unquoted keys are malformed', async () => {
    const { ask } = await over({ text: '[{ type: "sms-twilio", language: "en" }]' });
    const { account, codes } = await ask('handoffs { nodes { id } }');
    expect(account.handoffs).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });
});

describe('Handoff', () => {
  it('#36 reads the lookback from numbers and text', async () => {
    const table = [
      [1, 2, { days: 1, hours: 2 }],
      ['30', '23', { days: 30, hours: 23 }],
      [0, 0, { days: 0, hours: 0 }],
      [7, null, { days: 7, hours: 0 }],
      [null, undefined, null],
      ['30min', '', null],
    ];
    const handoffs = await readHandoffs(
      table.map(([lookbackPeriodDay, lookbackPeriodHour], index) =>
        handoffRow(`H${index}`, { lookbackPeriodDay, lookbackPeriodHour }),
      ),
      'lookback { days hours }',
    );
    expect(handoffs).toEqual(table.map(([, , lookback]) => ({ lookback })));
  });

  it('#37 reads its times from ISO-8601 and from epoch milliseconds', async () => {
    const table = [
      ['2022-10-01T00:00:00.000Z', '2022-10-01T00:00:00.000Z'],
      ['2022-10-01T02:00:00+02:00', '2022-10-01T00:00:00.000Z'],
      ['2022-10-01 00:00:00', '2022-10-01T00:00:00.000Z'],
      [1664582400000, '2022-10-01T00:00:00.000Z'],
      ['1664582400000', '2022-10-01T00:00:00.000Z'],
      ['in October', null],
      [null, null],
    ];
    const handoffs = await readHandoffs(
      table.map(([time], index) => handoffRow(`H${index}`, { createdAt: time, updatedAt: time })),
      'createdAt updatedAt',
    );
    expect(handoffs).toEqual(table.map(([, time]) => ({ createdAt: time, updatedAt: time })));
  });
});
