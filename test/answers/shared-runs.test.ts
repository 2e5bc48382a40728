import { describe, expect, it } from 'vitest';
import { createAnswers } from '../../src/answers/answers.ts';
import { type AskInit, startAnswering } from '../support/answering.ts';
import { BY_HEADERS, headersOf } from '../support/callers.ts';
import { ANALYTICS, counted, HANDOFFS } from '../support/freshness.ts';
import { startHeldUpstream, until } from '../support/held-upstream.ts';
import { asking, madeAnswer } from '../support/made-answer.ts';
import { metric } from '../support/metrics.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const DATA = {
  data: { account: { campaign: { analytics: expect.objectContaining({ totals: { attempted: 500 } }) } } },
};

/** Two askings at the same time: the second once the first has called the upstream, the release once both run. */
async function startTogether(config: Record<string, unknown> = {}, more = {}) {
  const upstream = await startHeldUpstream(analyticsAnswer([analyticsRow()]));
  const started = await startAnswering({ upstream, config, more });
  const running = (count: number) =>
    until(async () => (await metric(started.gateway, 'gateway_door_running')) === count);
  return {
    ...started,
    upstream,
    running,
    async askTogether(first: AskInit = {}, second: AskInit = {}, question = ANALYTICS) {
      const one = started.ask(question, first);
      await upstream.came(1);
      const two = started.ask(question, second);
      await running(2);
      return { one, two };
    },
  };
}

describe('identical requests in flight', () => {
  it('are one run, and each has a log line of its own', async () => {
    const { askTogether, upstream, ways, gateway } = await startTogether();
    const question = ANALYTICS.replace('{', 'query Named {');
    const { one, two } = await askTogether({}, { headers: { 'x-request-id': 'second' } }, question);
    upstream.release();
    const [first, second] = await Promise.all([one, two]);
    expect(first.json).toEqual(DATA);
    expect(second.bytes).toEqual(first.bytes);
    expect(second.headers['x-request-id']).toBe('second');
    expect(upstream.requests).toHaveLength(1);
    expect(await ways()).toEqual({ run: 1, ready: 0, shared: 1 });
    await until(() => gateway.lines.length === 2);
    const line = gateway.lines.find(({ id }) => id === 'second');
    const { operation, accounts, cost, outcome, status } = gateway.lines.find(({ id }) => id !== 'second') ?? {};
    expect(operation).toBe('Named');
    expect(line).toMatchObject({ operation, accounts, cost, outcome, status, upstreamCalls: 0 });
  });

  it('are one run although it fails', async () => {
    const answer = Promise.withResolvers<Answer>();
    const { ask, upstream, ways, gateway } = await startAnswering({ answer: () => answer.promise });
    const one = ask(ANALYTICS);
    await until(() => upstream.requests.length === 1);
    const two = ask(ANALYTICS);
    await until(async () => (await metric(gateway, 'gateway_door_running')) === 2);
    answer.resolve({ status: 500, json: {} });
    const [first, second] = await Promise.all([one, two]);
    expect(first.json.errors).toHaveLength(1);
    expect(second.bytes).toEqual(first.bytes);
    expect(await ways()).toEqual({ run: 1, ready: 0, shared: 1 });
  });

  it.each<[string, AskInit, AskInit, Record<string, unknown>]>([
    ['other rights', { headers: headersOf({ accountIds: ['12345678'] }) }, {}, {}],
    ['a fresh read in the first', { headers: { 'x-fresh-read': '1' } }, {}, {}],
    ['a fresh read in the second', {}, { headers: { 'x-fresh-read': '1' } }, {}],
    ['less time for the second', {}, { headers: { 'x-request-timeout-ms': '15000' } }, {}],
    ['cache.readyAnswers off', {}, {}, { cache: { readyAnswers: false } }],
    ['caching off', {}, {}, { cache: { maxBytes: 0, readyAnswers: false } }],
  ])('are two runs with %s', async (_, first, second, config) => {
    const { askTogether, upstream, ways } = await startTogether(config, { authenticator: BY_HEADERS });
    const { one, two } = await askTogether(first, second);
    upstream.release();
    for (const { json } of await Promise.all([one, two])) expect(json).toEqual(DATA);
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it('are two runs with LE bearer tokens of their own', async () => {
    const { askTogether, upstream, ways } = await startTogether({ callers: { mode: 'leBearer' } });
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const { one, two } = await askTogether(as('one'), as('two'));
    upstream.release();
    await Promise.all([one, two]);
    expect(upstream.requests).toHaveLength(2);
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });
});

describe('a run', () => {
  const left = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      ({ name }) => name,
    );

  it('goes on for who stays, whoever began it', async () => {
    const { askTogether, upstream, gateway } = await startTogether();
    const leaving = new AbortController();
    const { one, two } = await askTogether({ signal: leaving.signal });
    const gone = left(one);
    leaving.abort();
    expect(await gone).toBe('AbortError');
    await until(() => gateway.lines.length === 1);
    upstream.release();
    expect((await two).json).toEqual(DATA);
    expect(upstream.requests).toHaveLength(1);
  });

  it('ends when its last client leaves, and who asks then has another', async () => {
    const closed = Promise.withResolvers<void>();
    const upstream = await startUpstream((request, index) =>
      index === 0 ? (response) => void response.on('close', closed.resolve) : counted(request, index),
    );
    const { ask, gateway } = await startAnswering({ upstream });
    const leaving = [new AbortController(), new AbortController()];
    const asked = leaving.map(({ signal }) => left(ask(ANALYTICS, { signal })));
    await until(async () => (await metric(gateway, 'gateway_door_running')) === 2);
    await until(() => upstream.requests.length === 1);
    leaving[0]?.abort();
    await until(() => gateway.lines.length === 1);
    leaving[1]?.abort();
    await closed.promise;
    expect(await Promise.all(asked)).toEqual(['AbortError', 'AbortError']);
    expect((await ask(ANALYTICS)).json.data.account.campaign.analytics.totals).toEqual({ attempted: 1 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('that its deadline cuts off is made again for who has more time', async () => {
    const upstream = await startUpstream((request, index) => (index === 0 ? () => {} : counted(request, index)));
    const { ask, gateway, ways } = await startAnswering({ upstream });
    const one = ask(ANALYTICS, { headers: { 'x-request-timeout-ms': '300' } });
    await until(() => upstream.requests.length === 1);
    const two = ask(ANALYTICS);
    await until(async () => (await metric(gateway, 'gateway_door_running')) === 2);
    expect((await one).json.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    expect((await two).json.data.account.campaign.analytics.totals).toEqual({ attempted: 1 });
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it('that its deadline cuts off is not made again for who has left', async () => {
    const upstream = await startUpstream((request, index) =>
      request.path.includes('/handoffs/') ? { json: [] } : index === 0 ? () => {} : counted(request, index),
    );
    const { ask, gateway } = await startAnswering({ upstream });
    const one = ask(ANALYTICS, { headers: { 'x-request-timeout-ms': '300' } });
    await until(() => upstream.requests.length === 1);
    const leaving = new AbortController();
    const two = left(ask(ANALYTICS, { signal: leaving.signal }));
    await until(async () => (await metric(gateway, 'gateway_door_running')) === 2);
    leaving.abort();
    await two;
    await one;
    await ask(HANDOFFS);
    expect(upstream.asked().filter((line) => line.includes('/analytics/'))).toHaveLength(1);
  });

  it('is not waited for by who has less time', async () => {
    const { askTogether, upstream, ways } = await startTogether();
    const { one, two } = await askTogether({}, { headers: { 'x-request-timeout-ms': '200' } });
    expect((await two).json.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_TIMEOUT' } }]);
    upstream.release();
    expect((await one).json).toEqual(DATA);
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it('whose upstream data were replaced is joined by nobody any more', async () => {
    const gate = Promise.withResolvers<Answer>();
    const upstream = await startUpstream((request, index) =>
      request.path.includes('/handoffs/') ? gate.promise : counted(request, index),
    );
    const { ask, gateway } = await startAnswering({ upstream });
    const both = `${ANALYTICS.slice(0, -3)} handoffs(first: 1) { nodes { name } } } }`;
    const one = ask(both);
    await until(() => upstream.requests.length === 2);
    await ask(ANALYTICS, { headers: { 'x-fresh-read': '1' } });
    const two = ask(both);
    await until(async () => (await metric(gateway, 'gateway_door_running')) === 2);
    gate.resolve({ json: [] });
    const attempted = async (asked: typeof one) => (await asked).json.data.account.campaign.analytics.totals.attempted;
    expect(await attempted(two)).toBeGreaterThan(await attempted(one));
  });

  it('that fails as a bug fails all who wait for it, and nobody after them', async () => {
    const answers = createAnswers({ maxBytes: 100_000, watch: () => () => {}, now: () => 0 });
    const run = Promise.withResolvers<never>();
    const waiting = [1, 2].map(() => answers.answer(asking(), () => run.promise));
    run.reject(new Error('planted'));
    for (const each of waiting) await expect(each).rejects.toThrow('planted');
    expect(await answers.answer(asking(), async () => madeAnswer())).toMatchObject({ way: 'run' });
  });
});
