import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type SandboxRequest, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, nowMs, reportingPath, useSandbox } from './support.ts';

describe('startSandbox', () => {
  const requests: SandboxRequest[] = [];
  const { sandbox, ask: send } = useSandbox({ onRequest: (request) => requests.push(request) });

  it('has two accounts, one for each dialect', () => {
    expect(sandbox().accounts.map(({ accountId, reportingApi }) => [accountId, reportingApi])).toEqual([
      ['12345678', 'documented'],
      ['87654321', 'v2'],
    ]);
  });

  it('listens on a free port of the loopback address', () => {
    expect(sandbox().url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('shows each request as it was sent', async () => {
    requests.length = 0;
    const path = '/api/account/12345678/app/prmsg/handoffs/list?v=1&x=%20a';
    await send(path, { body: { a: 1 }, headers: { 'X-Trace': '7' } });
    expect(requests).toMatchObject([
      { api: 'handoffs', method: 'GET', path, body: { a: 1 }, headers: { 'x-trace': '7' } },
    ]);
  });

  it('shows an empty body as undefined and one that is no JSON as text', async () => {
    requests.length = 0;
    const path = '/sentinel/api/account/12345678/app/token';
    await send(path, { method: 'POST', auth: 'none' });
    await send(path, { method: 'POST', auth: 'none', body: 'a=b' });
    expect(requests.map(({ body }) => body)).toEqual([undefined, 'a=b']);
  });

  it('answers an unknown route with 404 in the envelope of Outbound Reporting', async () => {
    for (const path of ['/', '/api/account/12345678/app/other/analytics/', '/api/account/%zz/service/baseURI.json']) {
      const { status, body } = await send(path);
      expect([status, body.code, typeof body.requestTraceId, typeof body.message]).toEqual([
        404,
        0,
        'string',
        'string',
      ]);
    }
  });

  it('answers with and without the slash at the end of a reporting path', async () => {
    for (const rest of ['prmsg/analytics', 'prmsg/analytics/', 'c2m/transactions', 'c2m/transactions/']) {
      expect((await send(reportingPath(rest))).status).toBe(200);
    }
  });

  it('refuses a body over 1 MB', async () => {
    const body = JSON.stringify({ channels: ['x'.repeat(1_100_000)] });
    expect((await send(reportingPath('prmsg/analytics/'), { method: 'POST', body })).status).toBe(413);
  });

  it('refuses a body that is no JSON object', async () => {
    for (const body of ['{"channels":', '[]', '7']) {
      const answer = await send(reportingPath('prmsg/analytics/'), { method: 'POST', body });
      expect([answer.status, answer.body.code]).toEqual([400, 0]);
    }
  });

  it('answers 500 when something inside fails', async () => {
    const failing = await startSandbox({
      onRequest: () => {
        throw new Error('broken');
      },
    });
    const { status, body } = await ask(failing, reportingPath('prmsg/analytics/'));
    await failing.close();
    expect([status, body.code, body.message]).toEqual([500, 0, 'Internal server error']);
  });

  it('survives clients that hang up in the middle of a body', async () => {
    const socket = connect(Number(new URL(sandbox().url).port), '127.0.0.1');
    await new Promise<void>((resolve) =>
      socket.write('POST /api/proactiveAlert HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n{', () => resolve()),
    );
    socket.destroy();
    expect((await send('/sentinel/well-known/jwks')).status).toBe(200);
  });

  it('is gone after close, with its idle connections', async () => {
    const other = await startSandbox({ now: () => nowMs });
    await ask(other, '/sentinel/well-known/jwks');
    await other.close();
    await expect(ask(other, '/sentinel/well-known/jwks')).rejects.toThrow();
  });

  it('refuses a port that is taken and options that make no sense', async () => {
    await expect(startSandbox({ port: Number(new URL(sandbox().url).port) })).rejects.toThrow('EADDRINUSE');
    await expect(startSandbox({ handoffCap: 0 })).rejects.toThrow('handoffCap must be at least 1, not 0');
    await expect(startSandbox({ pageLength: { min: 0, max: 10_000 } })).rejects.toThrow('pageLength must be');
    await expect(startSandbox({ transactionsPerDay: -1 })).rejects.toThrow('transactionsPerDay must be');
    await expect(startSandbox({ dataDelayMs: Number.NaN })).rejects.toThrow('dataDelayMs must');
    await expect(startSandbox({ requestsPerSecond: 0 })).rejects.toThrow('requestsPerSecond must be');
  });
});
