import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/sandbox/rate-limit.ts';
import type { SandboxAccount } from '../../src/sandbox/sandbox.ts';
import { reportingPath, useSandbox } from './support.ts';

describe('createRateLimit', () => {
  it('allows so many requests in any second', () => {
    let clock = 0;
    const allows = createRateLimit(2, () => clock);
    const at = (ms: number): boolean => {
      clock = ms;
      return allows('1', 'transactions', ms);
    };
    expect([0, 900, 999, 1000, 1500, 1900].map(at)).toEqual([true, true, false, true, false, true]);
  });

  it('counts a request from its arrival on, not from when it is seen', () => {
    let clock = 0;
    const allows = createRateLimit(1, () => clock);
    clock = 60;
    expect(allows('1', 'transactions', 0)).toBe(true);
    clock = 999;
    expect(allows('1', 'transactions', 999)).toBe(false);
    clock = 1000;
    expect(allows('1', 'transactions', 1000)).toBe(true);
  });

  it('counts each account and family on its own', () => {
    const allows = createRateLimit(1, () => 0);
    expect([
      allows('1', 'transactions', 0),
      allows('2', 'transactions', 0),
      allows('1', 'analytics', 0),
      allows('1', 'campaignReport', 0),
      allows('1', 'campaignAnalytics', 0),
      allows('1', 'handoffs', 0),
      allows('1', 'handoffsByChannel', 0),
      allows('1', 'proactiveAlert', 0),
      allows('1', 'getLiveDeflectData', 0),
    ]).toEqual([true, true, true, true, true, true, false, true, false]);
  });
});

describe('requestsPerSecond', () => {
  const { sandbox, ask } = useSandbox({ requestsPerSecond: 2 });
  const statuses = (path: string, count: number, how = {}): Promise<number[]> =>
    Promise.all(Array.from({ length: count }, async () => (await ask(path, how)).status));

  it('answers 429 in the envelope beyond it', async () => {
    const path = reportingPath('prmsg/analytics/');
    expect((await statuses(path, 4)).sort()).toEqual([200, 200, 429, 429]);
    const { status, body } = await ask(path);
    expect([status, body.code, typeof body.requestTraceId, typeof body.message]).toEqual([429, 0, 'string', 'string']);
  });

  it('leaves the other account and the other families alone', async () => {
    const path = '/api/account/87654321/app/prmsg/handoffs/list?v=1';
    expect(await statuses(path, 2, { as: sandbox().accounts[1] as SandboxAccount })).toEqual([200, 200]);
  });

  it('does not count tokens, domains and the control routes, nor requests without credentials', async () => {
    for (const path of ['/sentinel/well-known/jwks', '/api/account/12345678/service/baseURI.json', '/sandbox/faults']) {
      expect(await statuses(path, 5, { auth: 'none' })).toEqual([200, 200, 200, 200, 200]);
    }
    const path = '/api/account/12345678/app/prmsg/handoffs/list?v=1';
    expect(await statuses(path, 4, { auth: 'none' })).toEqual([401, 401, 401, 401]);
    expect((await ask(path)).status).toBe(200);
  });
});
