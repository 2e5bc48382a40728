import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, type GraphQLAnswer, startTestGateway } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';
import { startUpstream } from '../support/upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const RANGE = { startMs: FIRST_DAY, endMs: FIRST_DAY + 5 * DAY_MS };
const FIELDS = 'complete counted { end } totals { attempted } groups { skill funnel { attempted } }';

/** One transaction of skill `s0` to `s4` on each of five days. */
const FIVE = Array.from({ length: 5 }, (_, day) => ({
  transactionId: `t${day}`,
  attemptedMs: FIRST_DAY + day * DAY_MS + 1000,
  row: { skill: `s${day}` },
}));

/** The days that were asked for, from 0, in order. */
const daysOf = (paths: readonly string[]) =>
  paths.map((path) => (Number(/attemptedStartTime=(\d+)/.exec(path)?.[1]) - FIRST_DAY) / DAY_MS);

async function startParts(config: Record<string, unknown> = {}, store: Partial<TransactionsStore> = {}) {
  const upstream = await startTransactionsUpstream({ transactions: FIVE, ...store });
  const accounts = [accountAt(upstream.url)];
  const gateway = await startTestGateway({ accounts, limits: { pagesPerConnection: 2 }, ...config });
  const ask = async (args = 'by: [SKILL]', headers: Record<string, string> = {}) => {
    const query = `{ account(accountId: "${ACCOUNT_ID}") { transactionSummary(${attempted(RANGE)}, ${args}) { ${FIELDS} } } }`;
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as GraphQLAnswer;
    const cacheControl = response.headers.get('cache-control');
    const { complete, counted, totals, groups } = data.account.transactionSummary ?? {};
    const day = (Date.parse(counted?.end) - FIRST_DAY) / DAY_MS;
    return { complete, day, attempted: totals?.attempted, groups, errors, cacheControl };
  };
  return { upstream, gateway, ask };
}

describe('a summary that is not complete', () => {
  it('goes on from where it was, and reads no page twice', async () => {
    const { upstream, ask } = await startParts();
    expect(await ask()).toMatchObject({ complete: false, day: 2, attempted: 2 });
    expect(await ask()).toMatchObject({ complete: false, day: 4, attempted: 4 });
    expect(await ask()).toMatchObject({ complete: true, day: 5, attempted: 5, groups: { length: 5 } });
    expect(daysOf(upstream.asked())).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on in another order, cut elsewhere, and with the same filter in other words', async () => {
    const { upstream, ask } = await startParts();
    await ask('by: [SKILL, CHANNEL], filter: { channels: [SMS, WHATSAPP] }');
    const args = 'by: [CHANNEL, SKILL, SKILL], filter: { channels: [WHATSAPP, SMS, SMS] }';
    const { groups, day } = await ask(`${args}, orderBy: { by: SENT, direction: ASCENDING }, first: 3`);
    expect([groups.length, day]).toEqual([3, 4]);
    expect(daysOf(upstream.asked())).toEqual([0, 1, 2, 3]);
  });

  it.each([
    ['dimensions', 'by: [DAY]'],
    ['filter', 'by: [SKILL], filter: { skills: ["s0"] }'],
    ['app', 'by: [SKILL], app: CONNECT_TO_MESSAGING'],
  ])('has counts of its own for another %s', async (_what, args) => {
    const { ask } = await startParts();
    await ask();
    expect(await ask(args)).toMatchObject({ complete: false, day: 2 });
  });

  it('is of callers with the same token of their own only', async () => {
    const { ask } = await startParts({ callers: { mode: 'leBearer' } });
    const by = (token: string) => ({ authorization: `Bearer ${token}`, 'x-liveperson-account-id': ACCOUNT_ID });
    expect(await ask(undefined, by('ada'))).toMatchObject({ day: 2 });
    expect(await ask(undefined, by('bea'))).toMatchObject({ day: 2 });
    expect(await ask(undefined, by('ada'))).toMatchObject({ day: 4 });
  });

  it('is not cached by anybody; a complete one is', async () => {
    const { ask, upstream } = await startParts({ cache: {} });
    expect((await ask()).cacheControl).toContain('no-store');
    expect((await ask()).cacheControl).toContain('no-store');
    expect((await ask()).cacheControl).toMatch(/max-age=[1-9]/);
    expect(await ask()).toMatchObject({ complete: true, attempted: 5 });
    expect(upstream.requests).toHaveLength(5);
  });

  it('begins anew when nothing from before may be used', async () => {
    const { upstream, ask } = await startParts({ cache: {} });
    await ask();
    expect(await ask(undefined, { 'x-fresh-read': '1' })).toMatchObject({ complete: false, day: 2 });
    expect(await ask()).toMatchObject({ complete: false, day: 4 });
    expect(daysOf(upstream.asked())).toEqual([0, 1, 0, 1, 2, 3]);
  });

  it('goes on after an upstream failure', async () => {
    let fails = true;
    const upstream = await startUpstream(({ path }) =>
      fails && daysOf([path])[0] === 1
        ? { status: 400, json: { code: 0, message: 'no' } }
        : { json: { page: { nextOffset: -1 }, transactions: [] } },
    );
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { transactionSummary(${attempted(RANGE)}, by: [DAY]) { complete } } }`;
    expect((await gateway.query(query)).errors).toMatchObject([{ extensions: { code: 'UPSTREAM_REJECTED' } }]);
    fails = false;
    expect((await gateway.query(query)).data.account.transactionSummary).toEqual({ complete: true });
    expect(daysOf(upstream.asked())).toEqual([0, 1, 1, 2, 3, 4]);
  });

  it('ends before the deadline of its request, once something is counted', async () => {
    const over = Promise.withResolvers<void>();
    const upstream = await startUpstream(async ({ path }) => {
      if (daysOf([path])[0] === 2) await over.promise;
      return { json: { page: { nextOffset: -1 }, transactions: [] } };
    });
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { transactionSummary(${attempted(RANGE)}, by: [DAY]) { complete counted { end } } } }`;
    const { data, errors } = await gateway.query(query, {}, { headers: { 'x-request-timeout-ms': '2000' } });
    over.resolve();
    expect(errors).toBeUndefined();
    expect(data.account.transactionSummary).toEqual({ complete: false, counted: { end: '2026-03-03T00:00:00.000Z' } });
    const rest = await gateway.query(query);
    expect(rest.data.account.transactionSummary.complete).toBe(true);
  });

  it('fails at the deadline while nothing is counted', async () => {
    const upstream = await startUpstream(() => () => {});
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { transactionSummary(${attempted(RANGE)}, by: [DAY]) { complete } } }`;
    const { errors } = await gateway.query(query, {}, { headers: { 'x-request-timeout-ms': '300' } });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
  });

  it('counts each transaction once when it is asked for by many at a time', async () => {
    const { ask } = await startParts({ cache: { readyAnswers: false } });
    for (let part = 0; part < 3; part += 1) await Promise.all([ask(), ask(), ask()]);
    expect(await ask()).toMatchObject({ complete: true, attempted: 5, groups: { length: 5 } });
  });

  it('counts each transaction once whatever cuts it into parts', async () => {
    const { gateway } = await startSandboxed(
      { pageLength: { min: 100, max: 300 } },
      { cache: {}, limits: { pagesPerConnection: 2 } },
    );
    const range = attempted({ startMs: FIRST_DAY + 12_345, endMs: FIRST_DAY + 3 * DAY_MS + 67 });
    const ask = async () => {
      const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") {
        transactionSummary(${range}, by: [CAMPAIGN]) { complete totals { attempted delivered } }
        analytics(${range}) { totals { attempted delivered } }
      } }`);
      expect(errors).toBeUndefined();
      return data.account;
    };
    let asked = 1;
    let last = await ask();
    for (; !last.transactionSummary.complete; asked += 1) last = await ask();
    expect(last.transactionSummary.totals).toEqual(last.analytics.totals);
    expect(asked).toBeGreaterThan(3);
  });
});

describe('a complete summary that is asked for again', () => {
  it('counts anew only what may have changed', async () => {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const store = {
      transactions: [-4, -3, -2, -1, 0].map((day) => ({ transactionId: `t${day}`, attemptedMs: today + day * DAY_MS })),
    };
    const upstream = await startTransactionsUpstream(store);
    const cache = { dataDelayMs: 0, settlingMs: 0, recentMs: 200, staleWhileRevalidateMs: 0 };
    const config = { accounts: [accountAt(upstream.url)], limits: { pagesPerConnection: 2 }, cache };
    const gateway = await startTestGateway(config, null);
    const range = attempted({ startMs: today - 4 * DAY_MS, endMs: today + DAY_MS });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { transactionSummary(${range}, by: [SKILL]) { complete totals { attempted } } } }`;
    const ask = async () => (await gateway.query(query)).data.account.transactionSummary;
    for (let part = 0; part < 2; part += 1) expect(await ask()).toMatchObject({ complete: false });
    expect(await ask()).toEqual({ complete: true, totals: { attempted: 5 } });
    expect(upstream.requests).toHaveLength(5);
    store.transactions.push({ transactionId: 'late', attemptedMs: today + 1 });
    await sleep(250);
    expect(await ask()).toEqual({ complete: true, totals: { attempted: 6 } });
    expect(upstream.requests).toHaveLength(6);
  });
});
