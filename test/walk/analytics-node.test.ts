import { describe, expect, it } from 'vitest';
import { analytics, campaign, over } from '../support/ask.ts';
import { globalId } from '../support/node-wire.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const NODE =
  'query ($id: ID!) { node(id: $id) { __typename id ... on Analytics { totals { attempted } previous { id } } } }';
const DAY = { startMs: Date.parse('2026-03-10T00:00:00Z'), endMs: Date.parse('2026-03-11T00:00:00Z') };
const QUESTION = { app: 'PROACTIVE_MESSAGING', range: DAY, timeZone: 'UTC', filter: { channels: [], skills: [] } };

describe('Analytics.id', () => {
  it('is one for all selections of one question, in whatever words it is asked', async () => {
    const { ask } = await over({ json: analyticsAnswer([analyticsRow()]) });
    const { account } = await ask(`
      a: ${analytics('id totals { attempted }', ', filter: { skills: ["b", "a", "b"] }')}
      b: ${analytics('id breakdown(by: [DAY]) { day }', ', filter: { skills: ["a", "b"], channels: [] }')}
      c: analytics(attempted: { last: { days: 1 } }) { id }
      d: analytics(attempted: { start: "2026-03-15T00:00:00Z", end: "2026-03-16T01:00:00+01:00" }) { id }`);
    expect(account.a.id).toBe(account.b.id);
    expect(account.c.id).toBe(account.d.id);
    expect(account.a.id).not.toBe(account.c.id);
  });

  it.each([
    ['app', ', app: CONNECT_TO_MESSAGING'],
    ['channels', ', filter: { channels: [SMS] }'],
    ['skills', ', filter: { skills: ["sales"] }'],
  ])('is another for another %s', async (_, more) => {
    const { ask } = await over({ json: analyticsAnswer([]) });
    const { account } = await ask(`a: ${analytics('id')} b: ${analytics('id', more)}`);
    expect(account.a.id).not.toBe(account.b.id);
  });

  it('is another for another time zone, whose days are others', async () => {
    const { ask } = await over({ json: analyticsAnswer([]) });
    const inZone = (zone: string) =>
      `analytics(attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z", timeZone: "${zone}" }) { id }`;
    const { account } = await ask(`a: ${inZone('Asia/Tokyo')} b: ${inZone('UTC')} c: ${inZone('asia/tokyo')}`);
    expect(account.a.id).not.toBe(account.b.id);
    expect(account.a.id).toBe(account.c.id);
  });
});

describe('Query.node of analytics', () => {
  it('asks the same question again', async () => {
    const { ask, gateway, upstream } = await over({ json: analyticsAnswer([analyticsRow({ attempted: 4 })]) });
    const { account } = await ask(
      analytics('id totals { attempted } previous { id }', ', filter: { channels: [SMS, WHATSAPP], skills: ["a:b%"] }'),
    );
    const { data } = await gateway.query(NODE, { id: account.analytics.id });
    expect(data.node).toEqual({ __typename: 'Analytics', ...account.analytics });
    const [first, second, ...again] = upstream.requests.map(({ method, path, body }) => ({ method, path, body }));
    expect(again).toEqual([first, second]);
  });

  it('asks for a campaign’s again', async () => {
    const { ask, gateway } = await over({ json: analyticsAnswer([analyticsRow({ attempted: 4 })]) });
    const { account } = await ask(campaign('analytics { id totals { attempted } }', 'ä:1'));
    const { id } = account.campaign.analytics;
    expect((await gateway.query(NODE, { id })).data.node).toMatchObject({
      id,
      totals: { attempted: 4 },
      previous: null,
    });
  });

  const NO_ID = 'id is not an id of the type Analytics. Take it from the id field of a node.';
  const others = (change: object) => JSON.stringify({ ...QUESTION, ...change });

  it.each([
    ['no JSON', 'x', NO_ID],
    ['a number', '1', NO_ID],
    ['a campaign and more', '{"campaignId":"c1","app":"PROACTIVE_MESSAGING"}', NO_ID],
    ['a campaign without an id', '{"campaignId":""}', NO_ID],
    ['spaces', JSON.stringify(QUESTION, null, 1), NO_ID],
    ['another app', others({ app: 'prmsg' }), NO_ID],
    ['a zone that is none', others({ timeZone: 'Berlin' }), NO_ID],
    ['a zone in other letters', others({ timeZone: 'utc' }), NO_ID],
    ['half a millisecond', others({ range: { ...DAY, startMs: 0.5 } }), NO_ID],
    ['an instant beyond time', others({ range: { ...DAY, endMs: 9e15 } }), NO_ID],
    ['another order', JSON.stringify(Object.fromEntries(Object.entries(QUESTION).toReversed())), NO_ID],
    ['another name of UTC', others({ timeZone: 'Etc/UTC' }), NO_ID],
    ['a filter in another order', others({ filter: { channels: [], skills: ['b', 'a'] } }), NO_ID],
    ['a filter that says it twice', others({ filter: { channels: ['SMS', 'SMS'], skills: [] } }), NO_ID],
    ['a filter that is none', others({ filter: { channels: ['x'], skills: [] } }), NO_ID],
    [
      'a range without width',
      others({ range: { ...DAY, endMs: DAY.startMs } }),
      'id ends 2026-03-10T00:00:00.000Z; it must end after its start, 2026-03-10T00:00:00.000Z.',
    ],
    [
      'a range that is no longer kept',
      others({ range: { ...DAY, startMs: 0 } }),
      'id starts 1970-01-01T00:00:00.000Z; LivePerson keeps data for 13 months, since 2025-02-15T00:00:00.000Z.',
    ],
  ])('refuses an id with %s, without a call', async (_, text, message) => {
    const { gateway, upstream } = await over({ json: analyticsAnswer([]) });
    const { data, errors } = await gateway.query(NODE, { id: globalId('Analytics', '12345678', text) });
    expect(data).toEqual({ node: null });
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(upstream.requests).toEqual([]);
  });
});
