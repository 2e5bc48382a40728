import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { configPath } from '../support/config.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, signingKey, startIssuer } from '../support/issuer.ts';
import { attemptedIn, LIVE, startLive } from '../support/live.ts';

const SLOW = { cache: { campaignsMs: 60_000 } };

describe('subscribers to one question', () => {
  it('share its answers only with those of the same rights', async () => {
    const key = await signingKey('key-1');
    const { open, upstream } = await startLive({ config: { ...SLOW, callers: jwtCallers(await startIssuer(key)) } });
    const openAs = async (claims: Record<string, unknown>) =>
      (await open(LIVE, { headers: { authorization: `Bearer ${await key.sign(claims)}` } })).result(0);
    const [ada, bob, eve, foreign] = await Promise.all([
      openAs({ sub: 'ada', scope: 'analytics:read' }),
      openAs({ sub: 'bob', scope: 'analytics:read' }),
      openAs({ sub: 'eve', scope: 'configuration:read' }),
      openAs({ sub: 'foreign', scope: 'analytics:read', accounts: ['87654321'] }),
    ]);
    expect([ada, bob].map(attemptedIn)).toEqual([0, 0]);
    expect([eve, foreign].map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['FORBIDDEN', 'NOT_FOUND']);
    expect(upstream.requests).toHaveLength(1);
  });

  it('poll with their own LE bearer tokens', async () => {
    const { open, upstream } = await startLive({ config: { ...SLOW, callers: { mode: 'leBearer' } } });
    const tokens = ['Bearer ada', 'Bearer ada', 'Bearer bob'];
    await Promise.all(
      tokens.map(async (authorization) => (await open(LIVE, { headers: { authorization } })).result(0)),
    );
    expect(upstream.requests.map(({ headers }) => headers.authorization).toSorted()).toEqual([
      'Bearer ada',
      'Bearer bob',
    ]);
  });

  it('count as requests of their callers', async () => {
    const key = await signingKey('key-1');
    const callers = jwtCallers(await startIssuer(key));
    const { open, ask } = await startLive({ config: { ...SLOW, callers, quotas: { requestsPerMinute: 1 } } });
    const authorization = `Bearer ${await key.sign({ scope: 'analytics:read' })}`;
    await (await open(LIVE, { headers: { authorization } })).result(0);
    const { status } = await ask(LIVE, { headers: { authorization, accept: 'text/event-stream' } });
    expect(status).toBe(429);
  });
});

describe('the quotas of a subscriber', () => {
  it('hold for its polls: when they are used up, another one polls', async () => {
    const key = await signingKey('key-1');
    const callers = jwtCallers(await startIssuer(key));
    const { open, gateway } = await startLive({ config: { callers, quotas: { costPerMinute: 20 } } });
    const openAs = async (sub: string) =>
      open(LIVE, { headers: { authorization: `Bearer ${await key.sign({ sub, scope: 'analytics:read' })}` } });
    const ada = await openAs('ada');
    // A poll costs 14 points.
    await ada.result(1);
    await sleep(500);
    expect(ada.results).toHaveLength(2);
    const bob = await openAs('bob');
    expect(attemptedIn(await ada.result(2))).toBe(2);
    await bob.result(1);
    bob.leave();
    ada.leave();
    await until(() => gateway.lines.length === 2);
    expect(gateway.lines.map(({ upstreamCalls }) => upstreamCalls).toSorted()).toEqual([1, 2]);
  });
});

describe('trusted documents', () => {
  it('are what can be subscribed to, in mode only', async () => {
    const manifest = configPath({ live: LIVE });
    const { open } = await startLive({ config: { ...SLOW, documents: { mode: 'only', manifest } } });
    const trusted = await open(null, { documentId: 'live' });
    expect(attemptedIn(await trusted.result(0))).toBe(0);
    const text = await open(LIVE);
    expect(await text.ended()).toBe(true);
    expect(text.results[0]?.errors?.[0]?.extensions.code).toBe('DOCUMENT_REQUIRED');
  });
});
