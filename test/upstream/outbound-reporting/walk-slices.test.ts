import { describe, expect, it } from 'vitest';
import type { LoadPage } from '../../../src/upstream/outbound-reporting/read-window.ts';
import { createRowStatistics } from '../../../src/upstream/outbound-reporting/row-statistics.ts';
import { transactionRow } from '../../../src/upstream/outbound-reporting/transaction-row.ts';
import type { Transaction, TransactionsPage } from '../../../src/upstream/outbound-reporting/types.ts';
import { walkSlices } from '../../../src/upstream/outbound-reporting/walk-slices.ts';

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
  const source = {
    load,
    count: async () => null,
    statistics,
    waitFor: (known: Promise<void>) => known,
  };
  const slices = walkSlices(source, {
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
  const { value } = await slices.next();
  return value?.transactions ?? [];
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
