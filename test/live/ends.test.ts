import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-sse';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { counted } from '../support/freshness.ts';
import { accountAt, type GraphQLAnswer } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, seconds, signingKey, startIssuer } from '../support/issuer.ts';
import { attemptedIn, LIVE, openStream, QUICK, startLive } from '../support/live.ts';
import { endOf, startConfigured } from '../support/main-process.ts';
import { startUpstream } from '../support/upstream.ts';

/** A live gateway whose callers have tokens; `open` subscribes with one of these claims. */
async function startWithTokens() {
  const key = await signingKey('key-1');
  const callers = jwtCallers(await startIssuer(key), { clockToleranceSeconds: 0 });
  const live = await startLive({ config: { callers } });
  return {
    ...live,
    callers,
    async open(claims: Record<string, unknown> = {}) {
      const token = await key.sign({ scope: 'analytics:read', ...claims });
      return live.open(LIVE, { headers: { authorization: `Bearer ${token}` } });
    },
  };
}

const codeOf = ({ errors }: GraphQLAnswer | undefined = {}) => errors?.[0]?.extensions.code;

describe('the stream of a token', () => {
  it('ends with it, and says why', async () => {
    const { open, gateway } = await startWithTokens();
    const exp = seconds(2);
    const stream = await open({ exp });
    expect(attemptedIn(await stream.result(0))).toBe(0);
    expect(await stream.ended()).toBe(true);
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000);
    expect(stream.results.at(-1)).toEqual({
      errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    await until(() => gateway.lines.length > 0);
    expect(gateway.lines).toMatchObject([{ operation: 'Live', subject: 'ada', events: stream.results.length - 1 }]);
  });

  it('does not begin without one', async () => {
    const { ask } = await startWithTokens();
    const { status, json } = await ask(LIVE, { headers: { accept: 'text/event-stream' } });
    expect([status, codeOf(json)]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('a reload', () => {
  it('lets streams go on', async () => {
    const { open, reload } = await startLive();
    const stream = await open();
    const first = attemptedIn(await stream.result(0));
    await reload();
    const known = stream.results.length;
    expect(attemptedIn(await stream.result(known + 1))).toBeGreaterThan(first);
  });

  it('shows what the caller may see from then on', async () => {
    const { open, reload } = await startLive();
    const stream = await open();
    await stream.result(0);
    await reload({ callers: { mode: 'none', scopes: ['configuration:read'] } });
    await until(() => codeOf(stream.results.at(-1)) === 'FORBIDDEN');
    expect(stream.results.at(-1)?.data.account.campaign.analytics).toBeNull();
  });

  it('ends the stream of a token that is no longer valid', async () => {
    const { open, reload, callers } = await startWithTokens();
    const stream = await open();
    await stream.result(0);
    await reload({ callers: { ...callers, audience: 'another-gateway' } });
    expect(await stream.ended()).toBe(true);
    expect(codeOf(stream.results.at(-1))).toBe('UNAUTHENTICATED');
  });
});

describe('a mutation by a stream', () => {
  const MUTATION = `mutation M($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename } }`;
  const sent = { json: { success: true, response: { name: 'm', sendTime: '2026-03-15T11:59:00.000Z' } } };

  it('is carried out once, also if a reload comes meanwhile', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { open, reload, upstream } = await startLive({ answer: () => held.then(() => sent) });
    const stream = open(`${LIVE} ${MUTATION}`, { operationName: 'M', variables: { input: alertInput() } });
    await until(() => upstream.requests.length === 1);
    await reload();
    await sleep(300);
    answer();
    expect(await (await stream).ended()).toBe(true);
    expect((await stream).results).toEqual([{ data: { sendProactiveAlert: { __typename: 'ProactiveAlertSent' } } }]);
    expect(upstream.requests).toHaveLength(1);
  });

  it('has its answer before the process ends', async () => {
    const upstream = await startUpstream(() => sleep(1000, sent));
    const { child, url } = await startConfigured({ accounts: [accountAt(upstream.url)], deadlineMs: 60_000, ...QUICK });
    const stream = openStream(url, `${LIVE} ${MUTATION}`, { operationName: 'M', variables: { input: alertInput() } });
    await until(() => upstream.requests.length === 1);
    child.kill('SIGTERM');
    expect(await (await stream).ended()).toBe(true);
    expect((await stream).results).toMatchObject([
      { data: { sendProactiveAlert: { __typename: 'ProactiveAlertSent' } } },
    ]);
    expect(await endOf(child)).toMatchObject({ code: 0 });
  });
});

describe('a subscriber that leaves', () => {
  it('has one line in the log, with the outcome of its last event', async () => {
    const { open, gateway } = await startLive();
    const stream = await open();
    await stream.result(1);
    stream.leave();
    await until(() => gateway.lines.length > 0);
    const [line] = gateway.lines;
    expect(line).toMatchObject({ operation: 'Live', outcome: 'ok', status: 200, cost: 14 });
    expect(line?.events).toBeGreaterThanOrEqual(2);
    expect(line?.upstreamCalls).toBeGreaterThanOrEqual(2);
  });

  it('leaves the polls to the others', async () => {
    const { open } = await startLive();
    const [first, second] = [await open(), await open()];
    await first.result(0);
    first.leave();
    const known = second.results.length;
    await second.result(known + 2);
  });
});

describe('a signal to stop', () => {
  const start = async (url: string) => startConfigured({ accounts: [accountAt(url)], deadlineMs: 60_000, ...QUICK });

  it('cuts streams, and waits for none', async () => {
    const upstream = await startUpstream(counted);
    const { child, url } = await start(upstream.url);
    const stream = await openStream(url, LIVE);
    await stream.result(0);
    child.kill('SIGTERM');
    expect(await stream.ended()).toBe(false);
    expect(await endOf(child)).toMatchObject({ code: 0, ms: expect.toSatisfy((ms: number) => ms < 5000) });
  });

  it('makes graphql-sse subscribe at another process', async () => {
    const upstream = await startUpstream(counted);
    const [old, next] = await Promise.all([start(upstream.url), start(upstream.url)]);
    let { url } = old;
    const retry = () => new Promise<void>((done) => setTimeout(done, 50));
    const client = createClient({ url: () => url, retryAttempts: 20, retry });
    onTestFinished(() => client.dispose());
    const seen: number[] = [];
    for await (const result of client.iterate({ query: LIVE })) {
      seen.push(attemptedIn(result as GraphQLAnswer));
      if (seen.length === 2) {
        url = next.url;
        old.child.kill('SIGTERM');
        await endOf(old.child);
      }
      if (seen.length === 5) break;
    }
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});
