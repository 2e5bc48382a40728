import { describe, expect, it } from 'vitest';
import type { UpstreamFailure } from '../../src/upstream/traffic/upstream-failure.ts';
import { analytics, deflections } from '../support/ask.ts';
import { ACCOUNT_ID, accountAt, NOW, startTestGateway } from '../support/gateway.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';

const REFUSED = {
  status: 400,
  json: { code: 7, requestTraceId: 'trace-1', message: 'No skill billing for +12025550123' },
};
const SAID = 'No skill billing for [redacted]';
const QUERY = `{ account(accountId: "${ACCOUNT_ID}") { ${analytics('totals { sent }')} } }`;
const SHOWN = { errors: { upstreamMessages: true } };

/** A gateway over an upstream that answers so, and what it told of failed calls. */
async function failing(answer: (index: number) => Answer, config: Record<string, unknown> = {}) {
  const upstream = await startUpstream((_, index) => answer(index));
  const failures: UpstreamFailure[] = [];
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], ...config }, NOW, undefined, {
    onUpstreamFailure: (failure) => failures.push(failure),
  });
  return { gateway, failures };
}

describe('a failed upstream call', () => {
  it('is told to the operator with what LivePerson said, masked, and the id of the request', async () => {
    const { gateway, failures } = await failing(() => REFUSED);
    await gateway.query(QUERY, {}, { headers: { 'x-request-id': 'request-1' } });
    expect(failures).toEqual([
      {
        id: 'request-1',
        account: ACCOUNT_ID,
        service: 'OUTBOUND_REPORTING',
        family: 'analytics',
        code: 'UPSTREAM_REJECTED',
        reason: 'Outbound Reporting answered with HTTP 400.',
        httpStatus: 400,
        upstreamCode: '7',
        requestTraceId: 'trace-1',
        upstreamMessage: SAID,
      },
    ]);
  });

  it('is told for each attempt, also where a later one succeeds', async () => {
    const down = { status: 503, text: '<html><title>Down for maintenance</title></html>' };
    const { gateway, failures } = await failing((index) => (index === 0 ? down : { json: { analytics: [] } }));
    expect((await gateway.query(QUERY)).errors).toBeUndefined();
    expect(failures).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE', upstreamMessage: 'Down for maintenance' }]);
  });

  it('is told of a 200 that says it failed', async () => {
    const { gateway, failures } = await failing(() => ({ json: { success: 'false', message: 'Unknown siteId' } }));
    await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${deflections('nodes { callId }')} } }`);
    expect(failures).toMatchObject([{ service: 'LIVE_DEFLECT', httpStatus: 200, upstreamMessage: 'Unknown siteId' }]);
  });
});

describe('extensions.upstreamMessage', () => {
  it('is missing unless the configuration says otherwise', async () => {
    const { gateway } = await failing(() => REFUSED);
    const { errors } = await gateway.query(QUERY);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'UPSTREAM_REJECTED',
      service: 'OUTBOUND_REPORTING',
      httpStatus: 400,
      upstreamCode: '7',
      requestTraceId: 'trace-1',
    });
  });

  it('is what LivePerson said, masked, where errors.upstreamMessages is true, from a reload on, too', async () => {
    const { gateway } = await failing(() => REFUSED, SHOWN);
    expect((await gateway.query(QUERY)).errors?.[0]?.extensions.upstreamMessage).toBe(SAID);
    const upstream = await startUpstream(() => REFUSED);
    await gateway.reload({ accounts: [accountAt(upstream.url)] });
    expect((await gateway.query(QUERY)).errors?.[0]?.extensions).not.toHaveProperty('upstreamMessage');
    await gateway.reload({ accounts: [accountAt(upstream.url)], ...SHOWN });
    expect((await gateway.query(QUERY)).errors?.[0]?.extensions.upstreamMessage).toBe(SAID);
  });

  it('is missing where LivePerson said nothing', async () => {
    const { gateway } = await failing(() => ({ status: 400, text: '' }), SHOWN);
    expect((await gateway.query(QUERY)).errors?.[0]?.extensions).not.toHaveProperty('upstreamMessage');
  });
});
