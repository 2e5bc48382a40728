import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask as askOf, reportingPath, useSandbox } from './support.ts';

describe('/sandbox/faults', () => {
  const { ask } = useSandbox({ transactionsPerDay: 20 });
  const path = reportingPath('prmsg/analytics/');
  const order = (fault: unknown) => ask('/sandbox/faults', { method: 'POST', auth: 'none', body: fault });

  it.each(['429', '500', '503', '401'])('of kind %s answers so once, in the envelope', async (kind) => {
    expect((await order({ kind })).status).toBe(201);
    const { status, body } = await ask(path);
    expect([status, body.code]).toEqual([Number(kind), 0]);
    expect((await ask(path)).status).toBe(200);
  });

  it('answers LiveDeflect in its own shape', async () => {
    await order({ kind: '401', api: 'proactiveAlert' });
    expect((await ask('/api/proactiveAlert', { method: 'POST', auth: 'oauth1' })).body).toEqual({
      error: 'Sandbox fault 401',
    });
  });

  it('sends retryAfter as given with 429 and 503', async () => {
    for (const [kind, retryAfter] of [
      ['429', '3'],
      ['503', 'Wed, 18 Jun 2025 16:00:00 GMT'],
    ] as const) {
      await order({ kind, retryAfter });
      expect((await ask(path)).headers['retry-after']).toBe(retryAfter);
    }
  });

  it('hits count requests to its API and leaves the others alone', async () => {
    await order({ api: 'analytics', kind: '500', count: 2 });
    const handoffs = '/api/account/12345678/app/prmsg/handoffs/list?v=1';
    const statuses = [handoffs, path, path, path].map((url) => () => ask(url));
    const seen: number[] = [];
    for (const send of statuses) seen.push((await send()).status);
    expect(seen).toEqual([200, 500, 500, 200]);
  });

  it('of kind hang-up cuts the connection before the answer', async () => {
    await order({ kind: 'hang-up' });
    await expect(ask(path)).rejects.toThrow(/other side closed|ECONNRESET|socket/i);
  });

  it('of kind cut-off-body cuts it in the middle of the answer', async () => {
    await order({ kind: 'cut-off-body' });
    await expect(ask(path)).rejects.toThrow(/terminated|aborted|closed|ECONNRESET/i);
  });

  it.each([
    ['not-json', 200, 'application/json', '{"requestMetadata": oops'],
    ['html', 502, 'text/html', expect.stringContaining('<h1>502 Bad Gateway</h1>')],
    ['empty', 200, 'text/plain; charset=utf-8', ''],
  ])('of kind %s answers something else than JSON', async (kind, status, type, text) => {
    await order({ kind });
    const answer = await ask(path);
    expect([answer.status, answer.headers['content-type'], answer.body]).toEqual([status, type, text]);
  });

  it('of kind latency answers late', async () => {
    await order({ kind: 'latency', latencyMs: 60 });
    const before = performance.now();
    expect((await ask(path)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(55);
  });

  it('lists the faults to come and drops them', async () => {
    await order({ kind: 'empty', count: 3 });
    await ask(path);
    const { body } = await ask('/sandbox/faults', { auth: 'none' });
    expect(body).toEqual({ faults: [{ api: '*', kind: 'empty', count: 2 }] });
    expect((await ask('/sandbox/faults', { method: 'DELETE', auth: 'none' })).body).toEqual({ faults: [] });
    expect((await ask(path)).status).toBe(200);
  });

  it.each([
    {},
    { kind: 'explosion' },
    { kind: '500', api: 'control' },
    { kind: '500', count: 0 },
    { kind: 'latency' },
    { kind: '503', retryAfter: 'a\nb' },
    { kind: '500', surprise: true },
    'nonsense',
  ])('refuses %j with the reason', async (fault) => {
    const { status, body } = await order(fault);
    expect([status, typeof body.error]).toEqual([400, 'string']);
  });

  it('does not keep a closing sandbox waiting', async () => {
    const sandbox = await startSandbox();
    await askOf(sandbox, '/sandbox/faults', { method: 'POST', body: { kind: 'latency', latencyMs: 60_000 } });
    const waiting = askOf(sandbox, '/sentinel/well-known/jwks').catch(() => 'dropped');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await sandbox.close();
    expect(await waiting).toBe('dropped');
  });
});
