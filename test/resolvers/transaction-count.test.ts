import { describe, expect, it } from 'vitest';
import { addToCount, createCount, passSlice, totalsOf } from '../../src/resolvers/transaction-count.ts';
import type { Transaction } from '../../src/upstream/outbound-reporting/types.ts';

const DAY_MS = 24 * 60 * 60_000;
const START = Date.parse('2026-03-01T00:00:00.000Z');

/** An SMS of a skill that was sent; skills with an even number have reads. */
function sms(day: number, skill: number): Transaction {
  const attemptedTime = new Date(START + day * DAY_MS).toISOString();
  const readTime = skill % 2 === 0 ? attemptedTime : null;
  return { channel: 'SMS', skill: `s${skill}`, attemptedTime, sentTime: attemptedTime, readTime } as Transaction;
}

describe('a count of many days', () => {
  it('holds no more than the parts of a day, and has the same totals', () => {
    const count = createCount(START);
    for (let day = 0; day < 100; day += 1) {
      for (let skill = 0; skill < 20; skill += 1) addToCount(count, '', sms(day, skill));
      passSlice(count, { fetchedAt: '', sources: [] }, START + (day + 0.5) * DAY_MS);
      addToCount(count, '', sms(day, 21));
      passSlice(count, { fetchedAt: '', sources: [] }, START + (day + 1) * DAY_MS);
      expect(count.parts.size).toBeLessThanOrEqual(2);
    }
    expect(totalsOf(count)).toMatchObject({ sent: 2100, read: 1000, sentWithReadReports: 1000 });
  });

  it('knows of a skill’s reads only at the end of the day', () => {
    const count = createCount(START);
    addToCount(count, '', { ...sms(0, 0), readTime: null });
    passSlice(count, { fetchedAt: '', sources: [] }, START + DAY_MS / 2);
    addToCount(count, '', sms(0, 0));
    passSlice(count, { fetchedAt: '', sources: [] }, START + DAY_MS);
    expect(totalsOf(count)).toMatchObject({ sent: 2, read: 1, sentWithReadReports: 2 });
  });
});
