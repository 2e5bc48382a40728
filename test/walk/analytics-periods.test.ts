import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSandboxed } from '../support/sandbox.ts';

const ACCOUNT = 'account(accountId: "12345678")';
const DAY_MS = 24 * 60 * 60_000;
const START_MS = Date.parse('2026-03-09T00:00:00.000Z');

/** A range as GraphQL text. */
function range(startMs: number, endMs: number): string {
  return `attempted: { start: "${new Date(startMs).toISOString()}", end: "${new Date(endMs).toISOString()}" }`;
}

type Row = { readonly day: string; readonly funnel: { readonly attempted: number } };

async function startQuiet() {
  const { gateway } = await startSandboxed({ transactionsPerDay: 40 });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ ${ACCOUNT} { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  const { transactions } = await ask(
    `transactions(${range(START_MS, START_MS + 3 * DAY_MS)}, first: 1000) { nodes { attemptedTime } }`,
  );
  const attemptsMs: number[] = transactions.nodes.map((node: { attemptedTime: string }) =>
    Date.parse(node.attemptedTime),
  );
  return { ask, attemptsMs };
}

describe('Account.analytics of adjacent periods', () => {
  it('counts each message once: their totals are the whole’s, their rows and the transactions agree', async () => {
    const { ask, attemptsMs } = await startQuiet();
    const instant = fc.oneof(
      fc.constantFrom(...attemptsMs),
      fc.constantFrom(...attemptsMs).map((ms) => ms + 1),
      fc.nat(3).map((day) => START_MS + day * DAY_MS),
      fc.integer({ min: START_MS, max: START_MS + 3 * DAY_MS }),
    );
    const law = fc.asyncProperty(fc.uniqueArray(instant, { minLength: 3, maxLength: 5 }), async (instants) => {
      const cuts = instants.toSorted((a, b) => a - b);
      const [first = 0] = cuts;
      const periods = cuts.slice(1).map((endMs, index) => [cuts[index] ?? 0, endMs] as const);
      const counts = 'totals { attempted } rows { day funnel { attempted } } attempted { start end }';
      const field = (name: string, startMs: number, endMs: number) =>
        `${name}: analytics(${range(startMs, endMs)}) { ${counts} }`;
      const { whole, ...parts } = await ask(
        [
          field('whole', first, cuts.at(-1) ?? 0),
          ...periods.map((period, index) => field(`part${index}`, ...period)),
        ].join(' '),
      );
      for (const [index, [startMs, endMs]] of periods.entries()) {
        const { attempted, totals, rows } = parts[`part${index}`] as typeof whole;
        expect([Date.parse(attempted.start), Date.parse(attempted.end)]).toEqual([startMs, endMs]);
        expect(totals.attempted).toBe(attemptsMs.filter((ms) => ms >= startMs && ms < endMs).length);
        expect(rows.reduce((sum: number, { funnel }: Row) => sum + funnel.attempted, 0)).toBe(totals.attempted);
        const days = rows.map(({ day }: Row) => Date.parse(day));
        expect(days.filter((day: number) => day >= endMs || day + DAY_MS <= startMs)).toEqual([]);
      }
      const sum = Object.values(parts).reduce<number>(
        (total, part) => total + (part as typeof whole).totals.attempted,
        0,
      );
      expect(sum).toBe(whole.totals.attempted);
    });
    await fc.assert(law, { seed: 3, numRuns: 25 });
  });

  it('has no row of the day that begins at its end', async () => {
    const { ask } = await startQuiet();
    const { analytics } = await ask(
      `analytics(${range(START_MS, START_MS + DAY_MS)}) { breakdown(by: [DAY]) { day } }`,
    );
    expect(analytics.breakdown).toEqual([{ day: '2026-03-09' }]);
  });
});

describe('TransactionConnection.attemptedCount', () => {
  it('is the number of transactions of the range', async () => {
    const { ask } = await startQuiet();
    const { transactions } = await ask(
      `transactions(${range(START_MS, START_MS + 2 * DAY_MS)}, first: 1000) { attemptedCount nodes { id } }`,
    );
    expect(transactions.nodes.length).toBeGreaterThan(0);
    expect(transactions.attemptedCount).toBe(transactions.nodes.length);
  });
});

describe('Campaign.analytics', () => {
  it('names a range in which all its transactions lie', async () => {
    const { ask } = await startQuiet();
    const { campaigns } = await ask(
      `campaigns(${range(START_MS, START_MS + DAY_MS)}, first: 3) { nodes { campaignId analytics { totals { attempted } attempted { start end } } } }`,
    );
    expect(campaigns.nodes).toHaveLength(3);
    for (const { campaignId, analytics } of campaigns.nodes) {
      const { start, end } = analytics.attempted;
      const { campaign } = await ask(
        `campaign(campaignId: "${campaignId}") { transactions(attempted: { start: "${start}", end: "${end}" }, first: 1000) { nodes { id } } }`,
      );
      expect(campaign.transactions.nodes).toHaveLength(analytics.totals.attempted);
    }
  });
});
