import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { type AskInit, type Parameters, startAnswering } from '../support/answering.ts';
import { MARCH_10 } from '../support/ask.ts';
import { MINUTE_MS, START } from '../support/cached-send.ts';
import { ANALYTICS, counted, HANDOFFS } from '../support/freshness.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startHeldUpstream } from '../support/held-upstream.ts';
import type { Answer, SeenRequest } from '../support/upstream.ts';
import { handoffRow } from '../support/wire.ts';

const FRESH = { headers: { 'x-fresh-read': '1' } };
const SEND = {
  query: 'mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename } }',
  variables: { input: alertInput() },
};
const account = (selection: string) => `{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`;
const CAMPAIGN = 'campaign(campaignId: "c1") { analytics { totals { attempted } } }';

/** One of everything; no handoffs. */
function routed(request: SeenRequest, index: number): Answer | undefined {
  if (request.path.includes('/handoffs/')) return undefined;
  if (request.path.includes('/proactiveReporting')) return { json: [{ alertId: 'a1', status: 'SENT' }] };
  if (request.path.includes('/proactiveAlert')) return { json: { success: true, response: { name: 'm1' } } };
  return counted(request, index);
}

describe('an answer is not kept', () => {
  it.each<[string, Parameters, AskInit?]>([
    ['with an error and no data', account('handoffs(first: 0) { nodes { name } }')],
    ['with an error besides its data', account(`${CAMPAIGN} handoffs(first: 1) { nodes { name } }`)],
    [
      'with a part that is never cached',
      account(`${CAMPAIGN} proactiveAlerts(during: ${MARCH_10}) { nodes { __typename } }`),
    ],
    ['of a mutation', SEND],
    ['about the schema', '{ __schema { queryType { name } } }'],
    ['about the schema and more', `${account(CAMPAIGN).slice(0, -1)} __type(name: "Query") { name } }`],
    ['without upstream data', account('accountId')],
    ['to what is not valid', '{ nothing }'],
    ['to what is no GraphQL', '{'],
    ['to what is no JSON', '', { body: '{' }],
    ['to what has an unknown parameter', { query: ANALYTICS, id: 'x' }],
  ])('%s', async (_, question, init) => {
    const { ask, ways } = await startAnswering({ answer: routed });
    for (const __ of [1, 2]) {
      const { headers } = await ask(question, init);
      if (!JSON.stringify(question).includes('__type(')) expect(headers['cache-control']).toBe('no-store');
    }
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it('that is stale', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
    onTestFinished(() => void vi.useRealTimers());
    const { ask, ways } = await startAnswering({
      answer: (request, index) => (index === 0 ? counted(request, index) : { status: 503, json: {} }),
      config: { cache: { staleWhileRevalidateMs: 0 } },
    });
    await ask(ANALYTICS);
    vi.setSystemTime(START + 2 * MINUTE_MS);
    for (const _ of [1, 2]) {
      const { json, headers } = await ask(ANALYTICS);
      expect(json.extensions).toEqual({ stale: { oldestFetchedAt: new Date(START).toISOString() } });
      expect(headers['cache-control']).toBe('private, max-age=0');
    }
    expect(await ways()).toEqual({ run: 3, ready: 0, shared: 0 });
  });

  it('that another caching setting never makes ready', async () => {
    const { ask, ways, upstream } = await startAnswering({ config: { cache: { readyAnswers: false } } });
    const [first, second] = [await ask(ANALYTICS), await ask(ANALYTICS)];
    expect(second.bytes).toEqual(first.bytes);
    expect(upstream.requests).toHaveLength(1);
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it('where nothing is cached', async () => {
    const { ask, ways } = await startAnswering({ config: { cache: { maxBytes: 0 } } });
    for (const _ of [1, 2]) expect((await ask(ANALYTICS)).headers['cache-control']).toBe('no-store');
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it.each([
    [4_000, 1],
    [6_000, 0],
  ])('that takes more than an eighth of the memory for answers: a body of %i characters', async (length, ready) => {
    const { ask, ways } = await startAnswering({
      answer: () => ({ json: [handoffRow('h1', { name: 'x'.repeat(length) })] }),
      // Half of it is for answers; each takes twice its body, and 2 kB.
      config: { cache: { maxBytes: 2 * 8 * 12_500 } },
    });
    const question = HANDOFFS.replace('handoffId', 'name');
    for (const _ of [1, 2]) expect((await ask(question)).json.data.account.handoffs.nodes).toHaveLength(1);
    expect(await ways()).toEqual({ run: 2 - ready, ready, shared: 0 });
  });

  it('before its second asking, if it is large', async () => {
    const { ask, ways } = await startAnswering({
      answer: () => ({ json: [handoffRow('h1', { name: 'x'.repeat(70_000) })] }),
      config: { cache: { maxBytes: 16_000_000 } },
    });
    const question = HANDOFFS.replace('handoffId', 'name');
    await ask(question);
    await ask(question);
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
    await ask(question);
    expect(await ways()).toEqual({ run: 2, ready: 1, shared: 0 });
  });

  it('beyond the memory for answers, the oldest first', async () => {
    const { ask, ways } = await startAnswering({ config: { cache: { maxBytes: 2 * 12 * 2_500 } } });
    const questions = Array.from({ length: 30 }, (_, index) => ANALYTICS.replace('c1', `c${index}`));
    for (const question of questions) await ask(question);
    await ask(questions.at(-1) ?? '');
    expect(await ways()).toEqual({ run: 30, ready: 1, shared: 0 });
    await ask(questions[0] ?? '');
    expect(await ways()).toEqual({ run: 31, ready: 1, shared: 0 });
  });
});

describe('a fresh read', () => {
  const attempted = ({ json }: { json: { data: { account: { campaign: { analytics: unknown } } } } }) =>
    json.data.account.campaign.analytics;

  it('is not answered from memory, and replaces what is there', async () => {
    const { ask, ways } = await startAnswering();
    const results = [];
    for (const init of [{}, {}, FRESH, {}, {}]) results.push(attempted(await ask(ANALYTICS, init)));
    const of = (count: number) => expect.objectContaining({ totals: { attempted: count } });
    expect(results).toEqual([of(0), of(0), of(1), of(1), of(1)]);
    expect(await ways()).toEqual({ run: 3, ready: 2, shared: 0 });
  });

  it('is as any other request where the configuration allows none', async () => {
    const { ask, ways } = await startAnswering({ config: { quotas: { freshReadsPerMinute: 0 } } });
    for (const init of [{}, FRESH]) await ask(ANALYTICS, init);
    expect(await ways()).toEqual({ run: 1, ready: 1, shared: 0 });
  });
});

describe('identical mutations', () => {
  it('at the same time are each sent', async () => {
    const upstream = await startHeldUpstream({ success: true, response: { name: 'm1' } });
    const { ask, ways } = await startAnswering({ upstream });
    const both = [ask(SEND), ask(SEND)];
    await upstream.came(2);
    upstream.release();
    for (const { json } of await Promise.all(both)) {
      expect(json.data.sendProactiveAlert).toEqual({ __typename: 'ProactiveAlertSent' });
    }
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });
});
