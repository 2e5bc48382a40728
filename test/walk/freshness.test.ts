import { describe, expect, it, vi } from 'vitest';
import { ANALYTICS, counted, HANDOFFS, startCached } from '../support/freshness.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';
import type { Answer, SeenRequest } from '../support/upstream.ts';

describe('kept answers', () => {
  it('cost a second client no call, and tell when they were fetched', async () => {
    const { ask, upstream } = await startCached(counted);
    const first = await ask(ANALYTICS);
    const second = await ask(ANALYTICS);
    expect(second.data).toEqual(first.data);
    expect(Date.now() - Date.parse(second.data.account.campaign.analytics.fetchedAt)).toBeLessThan(5000);
    expect(upstream.requests).toHaveLength(1);
    expect(second.extensions).toBeUndefined();
  });

  it('and calls in flight are shared by clients at the same time', async () => {
    const { attempted, upstream } = await startCached(counted);
    expect(await Promise.all(Array.from({ length: 20 }, () => attempted()))).toEqual(Array(20).fill(0));
    expect(upstream.requests).toHaveLength(1);
  });

  it('make five pages of 50 out of one upstream page of 1,000 cost one call', async () => {
    const at = (index: number) => Date.parse('2026-03-10T10:00:00.000Z') + index;
    const transactions = Array.from({ length: 1000 }, (_, index) => ({
      transactionId: `t${index}`,
      attemptedMs: at(index),
    }));
    const store: TransactionsStore = { transactions, pageLength: () => 1000 };
    const upstream = await startTransactionsUpstream(store);
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], cache: {} });
    const ids: string[] = [];
    let after = 'null';
    for (let page = 0; page < 5; page += 1) {
      const { data } = await gateway.query(`{ account(accountId: "12345678") { transactions(first: 50, after: ${after},
        attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }) { nodes { transactionId } pageInfo { endCursor } } } }`);
      const { nodes, pageInfo } = data.account.transactions;
      ids.push(...nodes.map(({ transactionId }: { transactionId: string }) => transactionId));
      after = JSON.stringify(pageInfo.endCursor);
    }
    expect(ids).toEqual(transactions.slice(0, 250).map(({ transactionId }) => transactionId));
    expect(upstream.requests).toHaveLength(1);
  });

  it('are served stale, and said to be, while one refresh runs behind them', async () => {
    const gate = Promise.withResolvers<Answer>();
    const { ask, attempted, upstream } = await startCached(
      (request, index) => (index === 1 ? gate.promise : counted(request, index)),
      { campaignsMs: 1 },
    );
    const { fetchedAt } = (await ask(ANALYTICS)).data.account.campaign.analytics;
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Date.parse(fetchedAt) + 1));
    const stale = await Promise.all([ask(ANALYTICS), ask(ANALYTICS)]);
    for (const { data, extensions, cacheControl } of stale) {
      expect(data.account.campaign.analytics).toEqual({ fetchedAt, totals: { attempted: 0 } });
      expect(extensions).toEqual({ stale: { oldestFetchedAt: fetchedAt } });
      expect(cacheControl).toBe('private, max-age=0');
    }
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2));
    gate.resolve(counted(upstream.requests[1] as SeenRequest, 1));
    await vi.waitFor(async () => expect(await attempted()).toBeGreaterThan(0));
  });

  it('are served stale during an outage, and said to be', async () => {
    const { ask } = await startCached(
      (request, index) => (index === 0 ? counted(request, 0) : { status: 503, json: {} }),
      {
        campaignsMs: 1,
        staleWhileRevalidateMs: 0,
      },
    );
    const { fetchedAt } = (await ask(ANALYTICS)).data.account.campaign.analytics;
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(Date.parse(fetchedAt) + 1));
    expect(await ask(ANALYTICS)).toEqual({
      data: { account: { campaign: { analytics: { fetchedAt, totals: { attempted: 0 } } } } },
      extensions: { stale: { oldestFetchedAt: fetchedAt } },
      cacheControl: 'private, max-age=0',
    });
  });

  it.each<[string, Answer]>([
    ['HTTP 500', { status: 500, json: {} }],
    ['HTTP 404', { status: 404, json: {} }],
    ['a page that is no JSON', { text: '<html>' }],
    ['JSON that lacks what it must have', { json: { analytics: 'none' } }],
  ])('do not include %s', async (_, failure) => {
    const { ask, attempted } = await startCached((request, index) => (index === 0 ? failure : counted(request, index)));
    const failed = await ask(ANALYTICS);
    expect(failed.errors).toHaveLength(1);
    expect(failed.cacheControl).toBe('no-store');
    expect(await attempted()).toBe(1);
  });

  it.each([
    ['another account', { accountId: '87654321' }],
    ['another credential', { accountId: '87654321', credentials: { bearer: 'another-token' } }],
  ])('are not shared with %s', async (_, more) => {
    const { ask, upstream } = await startCached(counted, {}, [{}, more]);
    await ask(ANALYTICS);
    await ask(ANALYTICS.replace('12345678', '87654321'));
    expect(upstream.requests).toHaveLength(2);
  });

  it('are not used with maxBytes 0, nor is anything promised', async () => {
    const { ask, upstream } = await startCached(counted, { maxBytes: 0 });
    await ask(ANALYTICS);
    expect((await ask(ANALYTICS)).cacheControl).toBe('no-store');
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('clients that go away', () => {
  it('leave the call to the one that stays, and end it when none does', async () => {
    const asked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const closed = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<Answer>();
    const { ask, upstream, gateway } = await startCached((_, index) => {
      asked[index]?.resolve();
      return index === 0 ? gate.promise : (response) => void response.on('close', closed.resolve);
    });
    const client = new AbortController();
    const left = ask(ANALYTICS, { signal: client.signal }).catch(({ name }) => name);
    await asked[0]?.promise;
    // Another text, so that it has a run of its own.
    const stayed = ask(`${ANALYTICS} `);
    const metrics = gateway.url.replace('/graphql', '/metrics');
    await vi.waitFor(async () => expect(await (await fetch(metrics)).text()).toMatch(/_shared_reads_total\{.*\} 1\n/));
    client.abort();
    expect(await left).toBe('AbortError');
    gate.resolve(counted(upstream.requests[0] as SeenRequest, 0));
    expect((await stayed).data.account.campaign.analytics.totals.attempted).toBe(0);
    const last = new AbortController();
    const alone = ask(HANDOFFS, { signal: last.signal }).catch(({ name }) => name);
    await asked[1]?.promise;
    last.abort();
    await closed.promise;
    expect(await alone).toBe('AbortError');
  });
});
