import { describe, expect, it } from 'vitest';
import { analytics, campaign, deflections, over, proactiveAlerts, transactions } from '../support/ask.ts';
import { deflectionEvent } from '../support/live-deflect-wire.ts';
import type { Answer } from '../support/upstream.ts';
import { analyticsRow, transactionRow } from '../support/wire.ts';

/** The default of `http.maxResponseBytes`, and what is left of it for the items. */
const MAX_BYTES = 16 * 1024 ** 2;
const ITEM_BYTES = MAX_BYTES - 1000;

/** How much longer than `JSON.parse` takes for an answer the loop may be held: all other work on it is bounded by this. */
const FACTOR = 15;

/** As many items as the largest answer that is accepted can hold. */
function filled(before: string, item: (index: number) => string, after: string): string {
  const count = Math.floor(ITEM_BYTES / (item(100_000).length + 1));
  return `${before}${Array.from({ length: count }, (_, index) => item(index)).join(',')}${after}`;
}

const handoff = (index: number) => ({
  id: `H${String(index).padStart(15, '0')}`,
  name: 'Welcome',
  channels: [{ type: 'sms-twilio', messageComponents: [{ type: 'body', content: 'Hi ${{1}}', variables: ['1'] }] }],
});
const PAGE = '"page":{"count":1,"previousOffset":-1,"currentOffset":0,"nextOffset":-1}';

/** The largest answer of each operation, and the fields that ask for it. */
const ANSWERS: Record<string, readonly [fields: string, body: () => string]> = {
  transactions: [
    transactions('nodes { transactionId }', ', first: 1'),
    () => {
      const item = (index: number) =>
        JSON.stringify(transactionRow({ transactionId: `t${index}`, attemptedTime: '2026-03-10T10:00:00.000Z' }));
      return filled(`{${PAGE},"transactions":[`, item, ']}');
    },
  ],
  analytics: [
    analytics('totals { attempted }'),
    () => filled('{"analytics":[', (index) => JSON.stringify({ ...analyticsRow(), skill: `s${index}` }), ']}'),
  ],
  consumersReport: [
    campaign('consumersReport(first: 1) { nodes { reportId } }'),
    () => filled(`{"consumersReport":[`, (index) => `{"id":"r${index}","consumerId":"1","status":"DELIVERED"}`, ']}'),
  ],
  handoffs: [
    'handoffs(first: 1) { nodes { handoffId } }',
    () => filled('[', (index) => JSON.stringify(handoff(index)), ']'),
  ],
  deflections: [
    deflections('nodes { callId }'),
    () => filled('{"success":"true","data":{', (index) => `"${index}":[${JSON.stringify(deflectionEvent())}]`, '}}'),
  ],
  proactiveAlerts: [
    proactiveAlerts('nodes { alertId }'),
    () => filled('{"data":{', (index) => `"${index}":[{"externalAlertId":"e${index}","status":"SENT"}]`, '}}'),
  ],
};

/** Milliseconds that this thread has used of a processor, so that other work on the machine does not count. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds that `JSON.parse` takes for a text. */
function parseMs(text: string): number {
  const began = usedMs();
  JSON.parse(text);
  return usedMs() - began;
}

/** The longest work, in milliseconds, for which the loop did not turn. */
async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let last = usedMs();
  let longest = 0;
  const turn = () => {
    const now = usedMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(turn, 1);
  await work();
  turn();
  clearInterval(timer);
  return longest;
}

describe('the largest answer that is accepted', () => {
  it.each(Object.entries(ANSWERS))(
    'of %s holds the loop no longer than its parsing allows',
    { retry: 2 },
    async (_, [fields, body]) => {
      const text = body();
      expect(text.length).toBeLessThan(MAX_BYTES);
      const { ask, gateway } = await over({ text });
      const hold = await longestHold(async () => expect((await ask(fields)).codes).toEqual([]));
      expect(hold).toBeLessThan(FACTOR * Math.max(50, parseMs(text)));
      expect(gateway.bugs).toEqual([]);
    },
  );

  it('has room for one and a half pages of 9,999 transactions', () => {
    const bytes = 9999 * JSON.stringify(transactionRow({ errorMessage: 'e'.repeat(100) })).length;
    expect(bytes * 1.5).toBeLessThan(MAX_BYTES);
  });
});

describe('the largest error that is accepted', () => {
  it.each<[string, string]>([
    ['HTML that never ends its title', `<html>${'<title '.repeat(ITEM_BYTES / 7)}`],
    ['digits', '1 '.repeat(ITEM_BYTES / 2)],
    ['a long message', JSON.stringify({ message: 'a1-'.repeat(ITEM_BYTES / 4) })],
    ['brackets', '['.repeat(ITEM_BYTES)],
  ])('of %s holds the loop no longer than an answer does', { retry: 2 }, async (_, text) => {
    const answer: Answer = { status: 500, text };
    const { ask } = await over(answer, { config: { retry: { unavailableMs: [] } } });
    const hold = await longestHold(async () => {
      expect((await ask(analytics('totals { attempted }'))).codes).toEqual(['UPSTREAM_UNAVAILABLE']);
    });
    expect(hold).toBeLessThan(FACTOR * Math.max(50, parseMs(JSON.stringify(Array(ITEM_BYTES / 4).fill('a')))));
  });
});
