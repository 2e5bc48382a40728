import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/callers/caller.ts';
import { SCOPES } from '../../src/callers/scope.ts';
import { startAnswering } from '../support/answering.ts';
import { ANALYTICS, HANDOFFS } from '../support/freshness.ts';
import { sendHalf } from '../support/half-sent.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, signingKey, startIssuer } from '../support/issuer.ts';
import { metric } from '../support/metrics.ts';

async function startWithTokens() {
  const key = await signingKey('key-1');
  const issuer = await startIssuer(key);
  return { key, issuer, ...(await startAnswering({ config: { callers: jwtCallers(issuer) } })) };
}

describe('a request without a caller', () => {
  it('is refused before its body is read', async () => {
    const { gateway } = await startWithTokens();
    const { received } = sendHalf(gateway.url);
    await until(() => received() !== '');
    expect(received()).toContain('HTTP/1.1 401 ');
    expect(await metric(gateway, 'gateway_bodies_reading')).toBe(0);
  });

  it('learns nothing of a ready answer that it names', async () => {
    const { ask, key } = await startWithTokens();
    const authorization = `Bearer ${await key.sign({ scope: 'analytics:read' })}`;
    const { headers } = await ask(ANALYTICS, { method: 'GET', headers: { authorization } });
    const etag = String(headers.etag);
    const known = { method: 'GET', headers: { authorization, 'if-none-match': etag } } as const;
    expect((await ask(ANALYTICS, known)).status).toBe(304);
    const stranger = await signingKey('key-1');
    for (const authorization of ['Bearer x', `Bearer ${await stranger.sign()}`]) {
      for (const tag of [etag, '*']) {
        const refused = await ask(ANALYTICS, { method: 'GET', headers: { authorization, 'if-none-match': tag } });
        expect([refused.status, refused.headers.etag]).toEqual([401, undefined]);
      }
    }
  });
});

describe('a client that leaves while its token is checked', () => {
  it.each([
    ['GET', ''],
    ['POST', ''],
    ['POST', '/export'],
  ] as const)('is forgotten: %s %s', async (method, path) => {
    const anyone: Caller = { subject: null, accountIds: null, scopes: new Set(SCOPES), bearer: null };
    const checked = Promise.withResolvers<Caller>();
    let checks = 0;
    const authenticate = () => {
      checks += 1;
      return checks === 1 ? checked.promise : Promise.resolve(anyone);
    };
    const authenticator = { keySet: () => null, known: () => undefined, authenticate };
    const { ask, gateway, upstream } = await startAnswering({ more: { authenticator } });
    const leaving = new AbortController();
    const asked = ask(ANALYTICS, { method, path, signal: leaving.signal }).catch(({ name }) => name);
    await until(() => checks === 1);
    leaving.abort();
    await until(() => gateway.lines.length === 1);
    checked.resolve(anyone);
    expect(await asked).toBe('AbortError');
    await ask(HANDOFFS);
    expect(upstream.asked().filter((line) => line.includes('/analytics/'))).toEqual([]);
    expect(await metric(gateway, 'gateway_bodies_reading')).toBe(0);
    expect(await metric(gateway, 'gateway_door_running')).toBe(0);
  });
});
