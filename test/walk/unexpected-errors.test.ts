import { describe, expect, it, onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { startGateway } from '../../src/server/gateway.ts';
import { accountAt, OPEN, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';

describe('an unexpected error', () => {
  it('is INTERNAL_SERVER_ERROR, reported, with nothing of it shown', async () => {
    const bugs: unknown[] = [];
    const gateway = await startGateway(gatewayConfig({ ...OPEN, accounts: [accountAt('http://localhost:1')] }), {
      host: '127.0.0.1',
      port: 0,
      reportBug: (bug) => bugs.push(bug),
      now: () => {
        throw new Error('planted');
      },
    });
    onTestFinished(() => gateway.close());
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ accounts { accountId } }' }),
    });
    const text = await response.text();
    expect(JSON.parse(text).errors).toMatchObject([
      {
        message: 'Internal error. The log of the gateway has the cause.',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    expect(text).not.toMatch(/planted|stack/);
    expect(bugs).toMatchObject([{ message: 'planted' }]);
  });

  it('of one field leaves the others with their data', async () => {
    const upstream = await startUpstream(() => undefined);
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] }, Number.NaN);
    const { data, errors } = await gateway.query(`{
      account(accountId: "12345678") {
        accountId
        campaigns(attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }) { nodes { campaignId } }
      }
    }`);
    expect(data.account).toEqual({ accountId: '12345678', campaigns: null });
    expect(errors).toMatchObject([
      {
        message: 'Internal error. The log of the gateway has the cause.',
        path: ['account', 'campaigns'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
    expect(gateway.bugs).toMatchObject([{ name: 'RangeError' }]);
  });
});
