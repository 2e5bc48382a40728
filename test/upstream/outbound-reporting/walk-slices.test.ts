import { describe, expect, it, vi } from 'vitest';
import type { LoadPage } from '../../../src/upstream/outbound-reporting/read-window.ts';
import { createRowStatistics, type RowStatistics } from '../../../src/upstream/outbound-reporting/row-statistics.ts';
import { transactionRow } from '../../../src/upstream/outbound-reporting/transaction-row.ts';
import type { Transaction, TransactionsPage } from '../../../src/upstream/outbound-reporting/types.ts';
import { type Slice, walkSlices } from '../../../src/upstream/outbound-reporting/walk-slices.ts';
import type { TimeRange } from '../../../src/upstream/wire-values.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.parse('2026-03-10T00:00:00.000Z');

const row = (minute: number, more: object = {}) => {
  const attemptedTime = new Date(START + minute * MINUTE_MS).toISOString();
  const wire = { transactionId: `t${minute}`, attemptedTime, channel: 'sms', ...more };
  return transactionRow('1', 'PROACTIVE_MESSAGING', wire) as Transaction;
};

/** The transactions of a day whose upstream answers with these pages, one after the other. */
async function dayOf(answers: readonly (readonly Transaction[])[], startMs = START): Promise<readonly Transaction[]> {
  const range = { startMs, endMs: startMs + DAY_MS };
  let asked = 0;
  const load: LoadPage = async () => {
    const answered = answers[asked] ?? [];
    asked += 1;
    const next = asked < answers.length ? { fresh: false } : null;
    const read = { fetchedAt: '2026-03-15T00:00:00.000Z', source: { fetchedAt: 0, freshUntil: null } };
    return { transactions: answered, answered, next, ...read } satisfies TransactionsPage;
  };
  const statistics = createRowStatistics();
  // A page is long, so that the slice is the day.
  statistics.addPage(1000);
  const { value } = await walk(load, statistics, range).next();
  return value?.transactions ?? [];
}

/** A walk through a range, forward. */
function walk(load: LoadPage, statistics: RowStatistics, range: TimeRange): AsyncGenerator<Slice> {
  const source = {
    load,
    count: async () => null,
    statistics,
    waitFor: (known: Promise<void>) => known,
  };
  return walkSlices(source, {
    question: {
      app: 'PROACTIVE_MESSAGING',
      filter: { channels: [], skills: [] },
      statuses: [],
      transactionIds: [],
    },
    range,
    listed: range,
    direction: 'forward',
    quick: false,
    now: range.endMs,
    wanted: () => 1000,
    pagesLeft: () => 100,
  });
}

describe('a slice', () => {
  it('has the rows of its answers in order, each once, as the latest answer has it', async () => {
    const [early, late, changed] = [row(1), row(3), row(2, { skill: 'changed' })];
    expect(await dayOf([[late, row(2), early, changed]])).toEqual([early, changed, late]);
  });

  it('is put in order once while its answers are the same', async () => {
    const answers = [[row(2), row(1)]];
    expect(await dayOf(answers)).toBe(await dayOf(answers));
  });

  it('is put in order again when one of its answers is another', async () => {
    const first = [row(2), row(1)];
    expect(await dayOf([first, [row(3)]])).toHaveLength(3);
    expect(await dayOf([first, [row(4), row(5)]])).toHaveLength(4);
    expect(await dayOf([first])).toHaveLength(2);
  });

  it('has the rows of its own time, also when another time has the same answers', async () => {
    const answers = [[row(1), row(2 + DAY_MS / MINUTE_MS)]];
    const ids = async (startMs: number) => (await dayOf(answers, startMs)).map(({ transactionId }) => transactionId);
    expect(await ids(START)).toEqual(['t1']);
    expect(await ids(START + DAY_MS)).toEqual(['t1442']);
  });
});

/** An upstream with a row a minute; `nextPage` says how many rows the next page has. */
function rowEachMinute(nextPage: () => number | Promise<number>) {
  const windows: string[] = [];
  const load: LoadPage = async ({ window }, next) => {
    if (next === null) windows.push(`${window.startMs} ${window.endMs}`);
    const offset = (next as { offset: number } | null)?.offset ?? 0;
    const first = Math.ceil((window.startMs - START) / MINUTE_MS) + offset;
    const last = Math.floor((window.endMs - START) / MINUTE_MS);
    const count = Math.min(await nextPage(), last - first + 1);
    const answered = Array.from({ length: count }, (_, index) => row(first + index));
    const isLast = first + count > last;
    const read = { fetchedAt: '2026-03-15T00:00:00.000Z', source: { fetchedAt: 0, freshUntil: null } };
    return {
      transactions: answered,
      answered,
      next: isLast ? null : { fresh: false, offset: offset + count },
      ...read,
    };
  };
  return { windows, load };
}

describe('a slice that another walk is reading', () => {
  it('is read, too, although what is known by then would give another', async () => {
    const range = { startMs: START, endMs: START + 4 * DAY_MS };
    const statistics = createRowStatistics();
    const released = Promise.withResolvers<void>();
    let rows = 200;
    let shortPages = 0;
    const first = rowEachMinute(async () => {
      if (rows === 40) shortPages += 1;
      if (shortPages > 5) await released.promise;
      return rows;
    });
    const one = walk(first.load, statistics, range);
    const { value: whole } = await one.next();
    rows = 40;
    const reading = one.next();
    await vi.waitFor(() => expect(shortPages).toBe(6));

    const second = rowEachMinute(() => 40);
    const rest = { ...range, startMs: whole?.time.endMs };
    const { value: joined } = await walk(second.load, statistics, rest).next();
    expect(second.windows).toEqual(first.windows.slice(-1));
    released.resolve();
    const { value: read } = await reading;
    expect(read?.transactions).toEqual(joined?.transactions);
  });

  it('is not what others read once it failed', async () => {
    const range = { startMs: START, endMs: START + 4 * DAY_MS };
    const statistics = createRowStatistics();
    let rows = 200;
    const one = walk(
      rowEachMinute(() => {
        if (rows === 0) throw new Error('no answer');
        return rows;
      }).load,
      statistics,
      range,
    );
    const { value: whole } = await one.next();
    rows = 0;
    await expect(one.next()).rejects.toThrow('no answer');
    for (let page = 0; page < 9; page += 1) statistics.addPage(40);
    const { value: next } = await walk(rowEachMinute(() => 40).load, statistics, {
      ...range,
      startMs: whole?.time.endMs,
    }).next();
    expect(next?.transactions.length).toBeLessThan(400);
  });

  it('is still what others read when a walk fails that read it again', async () => {
    const range = { startMs: START, endMs: START + 4 * DAY_MS };
    const statistics = createRowStatistics();
    const first = rowEachMinute(() => 200);
    await walk(first.load, statistics, range).next();
    const failing = rowEachMinute(() => Promise.reject(new Error('no answer')));
    await expect(walk(failing.load, statistics, range).next()).rejects.toThrow('no answer');
    for (let page = 0; page < 9; page += 1) statistics.addPage(40);
    const last = rowEachMinute(() => 40);
    await walk(last.load, statistics, range).next();
    expect(last.windows).toEqual(first.windows.slice(-1));
  });
});
