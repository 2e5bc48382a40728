import { describe, expect, it } from 'vitest';
import { startAnswering } from '../support/answering.ts';
import { type OverOptions, over } from '../support/ask.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { deflectionsAnswer } from '../support/live-deflect-wire.ts';
import { type PagedField, readPage } from '../support/pages.ts';
import { startTransactionsUpstream } from '../support/transactions-upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-03-15T12:03:20.000Z');

/** The range that analytics counts. */
async function counted(attempted: string, options: OverOptions = { now: NOON }) {
  const { ask } = await over({ json: analyticsAnswer([analyticsRow()]) }, options);
  const { account } = await ask(`analytics(attempted: ${attempted}) { attempted { start end } }`);
  const { start, end } = account.analytics.attempted;
  return [start, end].map((instant: string) => instant.replace(':00.000Z', 'Z'));
}

describe('last days', () => {
  it.each([
    ['{ last: { days: 1 } }', '2026-03-15T00:00Z', '2026-03-16T00:00Z'],
    ['{ last: { days: 7 } }', '2026-03-09T00:00Z', '2026-03-16T00:00Z'],
    ['{ last: { days: 7 }, timeZone: "Europe/Berlin" }', '2026-03-08T23:00Z', '2026-03-15T23:00Z'],
    ['{ last: { days: 1 }, timeZone: "Pacific/Kiritimati" }', '2026-03-15T10:00Z', '2026-03-16T10:00Z'],
    // The clocks of New York went forward on 8 March.
    ['{ last: { days: 9 }, timeZone: "America/New_York" }', '2026-03-07T05:00Z', '2026-03-16T04:00Z'],
  ])('%s are calendar days up to the end of today', async (attempted, start, end) => {
    expect(await counted(attempted)).toEqual([start, end]);
  });

  it('may be as many days as there are days of the gateway’s limit, also when the clocks go back', async () => {
    const { ask } = await over({ json: deflectionsAnswer([]) }, { now: at('2026-10-26T12:00:00Z') });
    const during = 'during: { last: { days: 31 }, timeZone: "Europe/Berlin" }';
    expect((await ask(`deflections(${during}) { nodes { callId } }`)).codes).toEqual([]);
  });
});

describe('last hours', () => {
  it.each([
    ['2026-03-15T12:03:20.000Z', '2026-03-15T10:00Z', '2026-03-15T12:05Z'],
    ['2026-03-15T12:04:59.999Z', '2026-03-15T10:00Z', '2026-03-15T12:05Z'],
    ['2026-03-15T12:05:00.000Z', '2026-03-15T10:05Z', '2026-03-15T12:10Z'],
  ])('move every five minutes: at %s they begin at %s', async (now, start, end) => {
    expect(await counted('{ last: { hours: 2 } }', { now: at(now) })).toEqual([start, end]);
  });
});

describe('a TimeRangeInput', () => {
  type Case = readonly [a: unknown, reason: string];
  const EITHER = 'attempted must have either start and end, or last.';

  it.each([
    ['{}', EITHER],
    ['{ timeZone: "UTC" }', EITHER],
    ['{ start: "2026-03-10T00:00:00Z" }', EITHER],
    ['{ end: "2026-03-10T00:00:00Z", last: { days: 1 } }', EITHER],
    ['{ start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z", last: { days: 1 } }', EITHER],
    ['{ last: {} }', 'attempted.last must have either days or hours.'],
    ['{ last: { days: 1, hours: 1 } }', 'attempted.last must have either days or hours.'],
    ['{ last: { days: 0 } }', 'attempted.last.days is 0; it must be from 1 to 400.'],
    ['{ last: { hours: -1 } }', 'attempted.last.hours is -1; it must be from 1 to 9600.'],
    ['{ last: { days: 2147483647 } }', 'attempted.last.days is 2147483647; it must be from 1 to 400.'],
    [
      '{ last: { days: 400 } }',
      'attempted starts 2025-02-09T00:00:00.000Z; LivePerson keeps data for 13 months, since 2025-02-15T00:00:00.000Z.',
    ],
  ])('%s is refused before any call', async (attempted, message) => {
    const { gateway, upstream } = await over({ json: {} }, { now: NOON });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { analytics(attempted: ${attempted}) { fetchedAt } } }`;
    expect((await gateway.query(query)).errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    [
      '{ last: { days: 1 }, timeZone: "Europe/Bärlin" }',
      'No IANA time zone has this name. Write a name like Europe/Berlin, America/New_York or UTC.',
    ],
    [
      '{ start: "2026-11-16T00:00:00", end: "2026-11-17T00:00:00Z" }',
      'A DateTime needs an offset. Write 2026-11-16T00:00:00Z for UTC, 2026-11-16T00:00:00+01:00 for an hour ahead of it.',
    ],
  ])('%s is no valid literal', async (attempted, message) => {
    const { gateway } = await over({ json: {} });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { analytics(attempted: ${attempted}) { fetchedAt } } }`;
    expect((await gateway.query(query)).errors).toMatchObject([
      { message, locations: [{ line: 1 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });

  it.each<Case>([
    [
      { last: { days: 1 }, timeZone: ['UTC'] },
      'at "a.timeZone": No IANA time zone has this name. Write a name like Europe/Berlin, America/New_York or UTC.',
    ],
    ...['2026-11-16', '2026-11-16T00:00', '2026-11-16T00:00:00', '2026-11-16T00:00:00.000'].map(
      (start): Case => [
        { start, end: '2026-11-17T00:00:00Z' },
        'at "a.start": A DateTime needs an offset. Write 2026-11-16T00:00:00Z for UTC, 2026-11-16T00:00:00+01:00 for an hour ahead of it.',
      ],
    ),
  ])('%j is no valid variable', async (a, reason) => {
    const { gateway } = await over({ json: {} });
    const query = `query ($a: TimeRangeInput!) { account(accountId: "${ACCOUNT_ID}") { analytics(attempted: $a) { fetchedAt } } }`;
    expect((await gateway.query(query, { a })).errors).toMatchObject([
      { message: `Variable "$a" is invalid ${reason}`, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('may have variables within, and has its defaults then', async () => {
    const { gateway } = await over({ json: analyticsAnswer([]) }, { now: NOON });
    const query = `query ($days: Int!) { account(accountId: "${ACCOUNT_ID}") { analytics(attempted: { last: { days: $days } }) { attempted { start } } } }`;
    const { data } = await gateway.query(query, { days: 2 });
    expect(data.account.analytics.attempted).toEqual({ start: '2026-03-14T00:00:00.000Z' });
  });
});

describe('a walk over a range that moves', () => {
  const minutes = (count: number) => at('2026-03-15T11:00:00.000Z') + count * 60_000;
  const stored = [1, 2, 3, 4, 5, 6].map((id) => ({ transactionId: `t${id}`, attemptedMs: minutes(id * 9) }));
  const LAST_HOUR: PagedField = {
    field: 'transactions',
    name: 'transactionId',
    args: 'attempted: { last: { hours: 1 } }',
  };

  async function startMoving(args = LAST_HOUR.args) {
    let now = minutes(58);
    const upstream = await startTransactionsUpstream({ transactions: stored });
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] }, null, undefined, {
      now: () => now,
    });
    const paged = { ...LAST_HOUR, ...(args && { args }) };
    const read = (more: Parameters<typeof readPage>[2]) => readPage(gateway, paged, more);
    return { read, moveTo: (count: number) => (now = minutes(count)) };
  }

  it('goes on from its cursor after the range has moved', async () => {
    const { read, moveTo } = await startMoving();
    const { names, endCursor } = await read({ first: 2 });
    expect(names).toEqual(['t1', 't2']);
    moveTo(62);
    expect((await read({ first: 2, after: endCursor })).names).toEqual(['t3', 't4']);
  });

  it('goes on from the start of the range when that has passed its cursor', async () => {
    const { read, moveTo } = await startMoving();
    const { endCursor } = await read({ first: 2 });
    moveTo(60 + 41);
    expect((await read({ first: 9, after: endCursor })).names).toEqual(['t5', 't6']);
  });

  it('ends backwards, where the range has left its cursor behind', async () => {
    const { read, moveTo } = await startMoving(`${LAST_HOUR.args}, order: NEWEST_FIRST`);
    const { names, endCursor } = await read({ first: 4 });
    expect(names).toEqual(['t6', 't5', 't4', 't3']);
    moveTo(60 + 41);
    expect(await read({ first: 9, after: endCursor })).toMatchObject({ names: [], hasNextPage: false });
  });
});

describe('an answer about a range that moves', () => {
  it('is fresh no longer than the range stays', async () => {
    const { ask } = await startAnswering({
      answer: () => ({ json: analyticsAnswer([]) }),
      config: { cache: { recentMs: 3_600_000 } },
    });
    const maxAge = async (attempted: string) => {
      const { headers } = await ask(
        `{ account(accountId: "${ACCOUNT_ID}") { analytics(attempted: ${attempted}) { fetchedAt } } }`,
      );
      return Number(/max-age=(\d+)/.exec(String(headers['cache-control']))?.[1]);
    };
    expect(await maxAge('{ last: { hours: 1 } }')).toBeLessThanOrEqual(300);
    const now = Date.now();
    const fixed = `{ start: "${new Date(now - 60_000).toISOString()}", end: "${new Date(now + 60_000).toISOString()}" }`;
    expect(await maxAge(fixed)).toBeGreaterThan(3000);
  });
});
