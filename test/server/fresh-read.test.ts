import { describe, expect, it } from 'vitest';
import { type AskInit, startAnswering } from '../support/answering.ts';
import { ANALYTICS } from '../support/freshness.ts';
import { jwtCallers, signingKey } from '../support/issuer.ts';

const FRESH = { 'x-fresh-read': '1' };
const NO_CACHE = { 'cache-control': 'max-age=0, No-Cache' };

/** A gateway whose upstream answers count from 0; `read` resolves to the count, and what the response says of it. */
async function startReading(config: Record<string, unknown> = {}) {
  const { ask, ...started } = await startAnswering({ config });
  const read = async (headers: Record<string, string> = {}, init: AskInit = {}) => {
    const { json, headers: answered } = await ask(ANALYTICS, { ...init, headers });
    return [json.data?.account.campaign.analytics.totals.attempted, answered['x-fresh-read']];
  };
  return { ...started, read };
}

describe('X-Fresh-Read', () => {
  it.each(['POST', 'GET'] as const)('reads from LivePerson, and replaces what is kept, by %s', async (method) => {
    const { read } = await startReading();
    const results = [];
    for (const headers of [{}, {}, FRESH, {}]) results.push(await read(headers, { method }));
    expect(results).toEqual([
      [0, undefined],
      [0, undefined],
      [1, '1'],
      [1, undefined],
    ]);
  });

  it.each(['0', '', 'yes', '1, 1', 'no-cache'])('is nothing but 1: "%s"', async (value) => {
    const { read } = await startReading();
    await read();
    expect(await read({ 'x-fresh-read': value })).toEqual([0, undefined]);
  });

  it('is answered as usual beyond the rate of its caller, and says so', async () => {
    const { read } = await startReading({ quotas: { freshReadsPerMinute: 2 } });
    const results = [];
    for (let count = 0; count < 4; count += 1) results.push(await read(FRESH));
    expect(results).toEqual([
      [0, '1'],
      [1, '1'],
      [1, '0'],
      [1, '0'],
    ]);
  });

  it('is counted for each caller by itself', async () => {
    const key = await signingKey('key-1');
    const callers = jwtCallers(null, { key: JSON.stringify(key.jwk) });
    const { read } = await startReading({ callers, quotas: { freshReadsPerMinute: 1 } });
    const as = async (sub: string) => ({
      ...FRESH,
      authorization: `Bearer ${await key.sign({ sub, scope: 'analytics:read' })}`,
    });
    expect([await read(await as('ada')), await read(await as('ada')), await read(await as('bob'))]).toEqual([
      [0, '1'],
      [0, '0'],
      [1, '1'],
    ]);
  });

  it('costs nothing where the request has no caller', async () => {
    const callers = jwtCallers(null, { key: JSON.stringify((await signingKey('key-1')).jwk) });
    const { read, upstream } = await startReading({ callers });
    expect(await read(FRESH)).toEqual([undefined, undefined]);
    expect(upstream.requests).toEqual([]);
  });

  it('is allowed as often as a new configuration says', async () => {
    const { read, reload } = await startReading();
    await read();
    await reload({ quotas: { freshReadsPerMinute: 0 } });
    expect(await read(FRESH)).toEqual([0, '0']);
  });
});

describe('Cache-Control: no-cache', () => {
  it('is the business of browsers', async () => {
    const { read } = await startReading();
    expect([await read(), await read(NO_CACHE)]).toEqual([
      [0, undefined],
      [0, undefined],
    ]);
  });

  it('is a fresh read where the configuration allows it, at the same rate', async () => {
    const { read } = await startReading({ cache: { allowNoCache: true }, quotas: { freshReadsPerMinute: 2 } });
    const results = [];
    for (const headers of [{}, NO_CACHE, FRESH, NO_CACHE]) results.push(await read(headers));
    expect(results).toEqual([
      [0, undefined],
      [1, '1'],
      [2, '1'],
      [2, '0'],
    ]);
  });
});
