import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { metric } from '../support/metrics.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const PROBE_AFTER_MS = 150;
const CONFIG = {
  breaker: { failureShare: 0.5, windowMs: 10_000, minimumCalls: 3, probeAfterMs: PROBE_AFTER_MS },
  retry: { unavailableMs: [] },
};
const OPEN = { code: 'UPSTREAM_UNAVAILABLE', service: 'OUTBOUND_REPORTING' };

/** A gateway of two accounts over one upstream, whose campaign analytics fail for the first account until told otherwise. */
async function failingGateway() {
  const health = { failing: true };
  const upstream = await startUpstream(({ path }) => {
    if (path.includes('/handoffs/')) return { json: [] };
    if (health.failing && path.includes('/12345678/')) return { status: 500, json: {} };
    return { json: analyticsAnswer([analyticsRow()]) };
  });
  const accounts = [accountAt(upstream.url), accountAt(upstream.url, { accountId: '87654321' })];
  return { upstream, health, gateway: await startTestGateway({ accounts, ...CONFIG }) };
}

/** Asks for one campaign, a different one each time, so that nothing kept is an answer. */
async function campaign(gateway: TestGateway, nth: number, accountId = '12345678') {
  const { data, errors } = await gateway.query(
    `{ account(accountId: "${accountId}") { campaign(campaignId: "c${nth}") { analytics { totals { attempted } } } } }`,
  );
  return { attempted: data.account.campaign.analytics?.totals.attempted, error: errors?.[0]?.extensions };
}

describe('the breaker of an account and family', () => {
  it('opens, answers at once without calls, probes, and closes when the upstream has healed', async () => {
    const { upstream, health, gateway } = await failingGateway();
    for (const nth of [1, 2, 3]) expect((await campaign(gateway, nth)).error).toMatchObject({ httpStatus: 500 });

    const began = performance.now();
    const { attempted, error } = await campaign(gateway, 4);
    expect(performance.now() - began).toBeLessThan(PROBE_AFTER_MS);
    expect(attempted).toBeUndefined();
    expect(error).toMatchObject(OPEN);
    expect(error?.httpStatus).toBeUndefined();
    expect(error?.retryAfterMs).toBeGreaterThan(0);
    expect(error?.retryAfterMs).toBeLessThanOrEqual(PROBE_AFTER_MS);
    expect(upstream.requests).toHaveLength(3);

    await later();
    expect((await campaign(gateway, 5)).error).toMatchObject({ httpStatus: 500 });
    expect((await campaign(gateway, 6)).error).toMatchObject(OPEN);
    expect(upstream.requests).toHaveLength(4);

    health.failing = false;
    await later();
    for (const nth of [7, 8, 9]) expect(await campaign(gateway, nth)).toEqual({ attempted: 500, error: undefined });
    expect(upstream.requests).toHaveLength(7);
    const closed = 'gateway_breaker_state{account="12345678",family="campaignAnalytics",state="closed"}';
    expect(await metric(gateway, closed)).toBe(1);
    expect(gateway.bugs).toEqual([]);
  });

  it('leaves other families and other accounts alone', async () => {
    const { upstream, gateway } = await failingGateway();
    for (const nth of [1, 2, 3]) await campaign(gateway, nth);
    const { data, errors } = await gateway.query(`{
      account(accountId: "12345678") {
        handoffs(first: 1) { nodes { handoffId } }
        campaign(campaignId: "c4") { analytics { fetchedAt } }
      }
    }`);
    expect(data.account).toEqual({ handoffs: { nodes: [] }, campaign: { analytics: null } });
    expect(errors).toMatchObject([{ path: ['account', 'campaign', 'analytics'], extensions: OPEN }]);
    expect(await campaign(gateway, 4, '87654321')).toEqual({ attempted: 500, error: undefined });
    expect(upstream.requests).toHaveLength(5);
  });

  it('refuses an alert as surely not sent', async () => {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], ...CONFIG });
    const send = () =>
      gateway.query(`mutation {
        sendProactiveAlert(input: {
          accountId: "12345678", skill: "service", recipient: { countryCode: "1", phoneNumber: "202-555-0123" },
          template: { name: "delay", language: "english", variables: {} }
        }) { __typename }
      }`);
    for (let sent = 0; sent < 3; sent += 1) {
      expect((await send()).data.sendProactiveAlert).toEqual({ __typename: 'ProactiveAlertOutcomeUnknown' });
    }
    const { data, errors } = await send();
    expect(data.sendProactiveAlert).toBeNull();
    expect(errors).toMatchObject([{ extensions: { ...OPEN, service: 'LIVE_DEFLECT' } }]);
    expect(upstream.requests).toHaveLength(3);
  });
});

const later = () => new Promise((resolve) => setTimeout(resolve, PROBE_AFTER_MS + 20));
