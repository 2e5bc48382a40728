import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const QUERY = `{
  account(accountId: "12345678") {
    campaign(campaignId: "c1") { analytics { totals { attempted } } }
    handoffs(first: 1) { nodes { handoffId } }
  }
}`;
const TIMED_OUT = [
  {
    message: "Outbound Configuration did not answer before the request's deadline.",
    path: ['account', 'handoffs'],
    extensions: { code: 'UPSTREAM_TIMEOUT', service: 'OUTBOUND_CONFIGURATION' },
  },
];

/** A gateway whose handoffs answer so, and whose analytics answer at once. */
async function gatewayWithHandoffs(handoffs: Answer, config: Record<string, unknown> = {}) {
  const upstream = await startUpstream(({ path }) =>
    path.includes('/handoffs/') ? handoffs : { json: analyticsAnswer([analyticsRow()]) },
  );
  return { upstream, gateway: await startTestGateway({ accounts: [accountAt(upstream.url)], ...config }) };
}

describe('X-Request-Timeout-Ms', () => {
  it('ends a slow upstream as UPSTREAM_TIMEOUT of its field only', async () => {
    const { gateway } = await gatewayWithHandoffs(() => {});
    const { data, errors } = await gateway.query(QUERY, {}, { headers: { 'x-request-timeout-ms': '150' } });
    expect(data.account).toEqual({ campaign: { analytics: { totals: { attempted: 500 } } }, handoffs: null });
    expect(errors).toMatchObject(TIMED_OUT);
    expect(gateway.bugs).toEqual([]);
  });

  it.each(['60000', '9'.repeat(30)])('of %s is capped by the configured deadline', async (value) => {
    const { gateway } = await gatewayWithHandoffs(() => {}, { deadlineMs: 150 });
    const began = performance.now();
    const { errors } = await gateway.query(QUERY, {}, { headers: { 'x-request-timeout-ms': value } });
    expect(errors).toMatchObject(TIMED_OUT);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('keeps a retry from being begun that would pass it', async () => {
    const retry = { unavailableMs: [10_000] };
    const { gateway, upstream } = await gatewayWithHandoffs({ status: 503, json: {} }, { retry });
    const { errors } = await gateway.query(QUERY, {}, { headers: { 'x-request-timeout-ms': '5000' } });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(upstream.asked().filter((line) => line.includes('/handoffs/'))).toHaveLength(1);
  });

  it.each(['0', '-1', '1.5', '1e3', 'soon', ''])(
    'of %o is HTTP 400 with a sentence, and no upstream call',
    async (value) => {
      const { gateway, upstream } = await gatewayWithHandoffs({ json: [] });
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-request-timeout-ms': value },
        body: JSON.stringify({ query: QUERY }),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [
          {
            message: 'x-request-timeout-ms must be a whole number of milliseconds, at least 1.',
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
      expect(upstream.requests).toEqual([]);
      expect(gateway.bugs).toEqual([]);
    },
  );
});

describe('a client that goes away', () => {
  it('ends the upstream request, and no further one is begun', async () => {
    const client = new AbortController();
    const closed = Promise.withResolvers<void>();
    const { gateway, upstream } = await gatewayWithHandoffs((response) => {
      response.on('close', closed.resolve);
      client.abort();
    });
    const left = gateway.query(
      '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { handoffId } } } }',
      {},
      { signal: client.signal },
    );
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await closed.promise;
    await gateway.query(
      '{ account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { fetchedAt } } } }',
    );
    expect(upstream.asked().map((line) => line.split('?')[0])).toEqual([
      'GET /api/account/12345678/app/prmsg/handoffs/list',
      'GET /api/account/12345678/app/prmsg/campaigns/c1/analytics/',
    ]);
    expect(gateway.bugs).toEqual([]);
  });
});
