import { describe, expect, it } from 'vitest';
import { analytics, campaign, MARCH_10_ANALYTICS, over, PRMSG } from '../support/ask.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

/** What the graph tells of rows of account analytics. */
async function readRows(rows: readonly Record<string, unknown>[], selection: string) {
  const { ask } = await over({ json: analyticsAnswer(rows) });
  const { account, codes } = await ask(analytics(`rows { ${selection} }`));
  expect(codes).toEqual([]);
  return account.analytics.rows;
}

/** What the graph tells of one row of account analytics. */
async function readRow(row: Record<string, unknown>, selection: string) {
  const [only] = await readRows([row], selection);
  return only;
}

describe('AnalyticsRow', () => {
  it('#5 reads csat from text and number, keeps 0, and is null for what is no number', async () => {
    const table = [
      ['2.5', 2.5],
      [0, 0],
      ['0', 0],
      ['', null],
      ['n/a', null],
      [null, null],
    ];
    const rows = await readRows(
      table.map(([csat]) => analyticsRow({ csat })),
      'funnel { csat }',
    );
    expect(rows).toEqual(table.map(([, csat]) => ({ funnel: { csat } })));
  });

  it('#6 reads the day as MM-DD-YYYY, else as DD-MM-YYYY or YYYY-MM-DD, else not at all', async () => {
    const table = [
      ['10-25-2021', '2021-10-25'],
      ['12-11-2021', '2021-12-11'],
      ['25-10-2021', '2021-10-25'],
      ['2021-10-25', '2021-10-25'],
      ['13-13-2021', null],
      ['yesterday', null],
    ];
    const rows = await readRows(
      table.map(([transactionday]) => analyticsRow({ transactionday })),
      'day',
    );
    expect(rows).toEqual(table.map(([, day]) => ({ day })));
  });

  it('#6 reads the day from date where transactionday is missing', async () => {
    const row = analyticsRow({ transactionday: undefined, date: '2021-10-25' });
    expect(await readRow(row, 'day')).toEqual({ day: '2021-10-25' });
  });

  it('#7 keeps a row whose day lies outside the range that was asked for', async () => {
    expect(await readRow(analyticsRow({ transactionday: '12-11-2021' }), 'day')).toEqual({ day: '2021-12-11' });
  });

  it('#25 reads keys in camel case', async () => {
    const { conversationscreated, conversationsclosed, transactionday, ...row } = analyticsRow();
    const camel = {
      ...row,
      conversationsCreated: conversationscreated,
      conversationsClosed: conversationsclosed,
      transactionDay: transactionday,
    };
    expect(await readRow(camel, 'day funnel { conversationsCreated conversationsClosed }')).toEqual({
      day: '2026-03-10',
      funnel: { conversationsCreated: 200, conversationsClosed: 185 },
    });
  });

  it('#26 names the channel in one vocabulary and keeps the upstream’s word', async () => {
    const table = [
      ['sms', 'SMS'],
      ['SMS', 'SMS'],
      ['sms-twilio', 'SMS'],
      ['wa', 'WHATSAPP'],
      ['inapp', 'IN_APP'],
      ['pigeon', 'OTHER'],
    ];
    const rows = await readRows(
      table.map(([channel]) => analyticsRow({ channel })),
      'channel channelCode',
    );
    expect(rows).toEqual(table.map(([channelCode, channel]) => ({ channel, channelCode })));
  });

  it('#49 shows that nothing was read on SMS as 0, and no rate of it', async () => {
    const row = analyticsRow({ channel: 'sms', read: null });
    expect(await readRow(row, 'funnel { read readRate }')).toEqual({ funnel: { read: 0, readRate: null } });
  });

  it('#6 keeps the text of a day that it cannot read, and of no other', async () => {
    const table = [
      ['10-25-2021', null],
      ['13-13-2021', '13-13-2021'],
      ['yesterday', 'yesterday'],
      [20211025, '20211025'],
      ['', null],
      [null, null],
    ];
    const rows = await readRows(
      table.map(([transactionday]) => analyticsRow({ transactionday })),
      'unreadableDay',
    );
    expect(rows).toEqual(table.map(([, unreadableDay]) => ({ unreadableDay })));
  });
});

describe('Account.analytics', () => {
  it('#16 nests its filter in filters', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    await ask(analytics('rows { skill }', ', filter: { channels: [SMS], skills: ["billing"] }'));
    expect(upstream.requests[0]?.body).toEqual({ filters: { channels: ['sms'], skills: ['billing'] } });
  });

  it('#17 leaves one filter to the upstream and shows the rows that it answers', async () => {
    const { ask } = await over({ json: analyticsAnswer([analyticsRow({ channel: 'wa', skill: 'sales' })]) });
    const { account } = await ask(analytics('rows { channelCode skill }', ', filter: { channels: [SMS] }'));
    expect(account.analytics.rows).toEqual([{ channelCode: 'wa', skill: 'sales' }]);
  });

  it('#7 names the range that was asked for, whatever the upstream repeats', async () => {
    const requestMetadata = { attemptedStartTime: 1, attemptedEndTime: '2' };
    const { ask } = await over({ json: { requestMetadata, analytics: [] } });
    const { account } = await ask(analytics('attempted { start end }'));
    expect(account.analytics.attempted).toEqual({ start: '2026-03-10T00:00:00.000Z', end: '2026-03-11T00:00:00.000Z' });
  });

  it.each([
    ['', 'GET'],
    [', filter: {}', 'GET'],
    [', filter: { channels: [], skills: [] }', 'GET'],
    [', filter: { skills: ["billing"] }', 'POST'],
    [', filter: { channels: [WHATSAPP] }', 'POST'],
  ])('#50 with arguments "%s" is a %s', async (filter, method) => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    await ask(analytics('rows { skill }', filter));
    expect(upstream.asked()).toEqual([`${method} ${PRMSG}/analytics/?${MARCH_10_ANALYTICS}`]);
  });
});

describe('Campaign.analytics', () => {
  it('#18 shows the window that the upstream chose, and null where it tells none', async () => {
    const told = { accountId: '12345678', attemptedStartTime: 1773100800000, attemptedEndTime: 1773187200000 };
    const { ask } = await over(({ path }) => ({
      json: { ...(path.includes('/told/') && { requestMetadata: told }), analytics: [] },
    }));
    const { account, codes } = await ask(
      `told: ${campaign('analytics { attempted { start } }', 'told')}
       untold: ${campaign('analytics { attempted { start } }', 'untold')}`,
    );
    expect(codes).toEqual([]);
    expect(account.told.analytics.attempted).toEqual({ start: '2026-03-10T00:00:00.000Z' });
    expect(account.untold.analytics.attempted).toBeNull();
  });

  it('#27 reads that window from numbers and quoted numbers, and counts the upstream’s end in', async () => {
    const requestMetadata = { attemptedStartTime: 1773100800000, attemptedEndTime: '1773187199999' };
    const { ask } = await over({ json: { requestMetadata, analytics: [] } });
    const { account } = await ask(campaign('analytics { attempted { start end } }'));
    expect(account.campaign.analytics.attempted).toEqual({
      start: '2026-03-10T00:00:00.000Z',
      end: '2026-03-11T00:00:00.000Z',
    });
  });

  it('#6 keeps the text of a day that it cannot read', async () => {
    const { ask } = await over({ json: { analytics: [analyticsRow({ transactionday: 'yesterday' })] } });
    const { account } = await ask(campaign('analytics { rows { day unreadableDay } }'));
    expect(account.campaign.analytics.rows).toEqual([{ day: null, unreadableDay: 'yesterday' }]);
  });

  it('#18 shows no window where the upstream’s is on no calendar', async () => {
    const requestMetadata = { attemptedStartTime: 1e18, attemptedEndTime: 1e18 };
    const { ask } = await over({ json: { requestMetadata, analytics: [] } });
    const { account, codes } = await ask(campaign('analytics { attempted { start end } }'));
    expect(codes).toEqual([]);
    expect(account.campaign.analytics).toEqual({ attempted: null });
  });
});
