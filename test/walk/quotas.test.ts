import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, signingKey, startIssuer } from '../support/issuer.ts';
import { testRedis } from '../support/ledger.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer } from '../support/wire.ts';

const CAMPAIGN = '{ account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { fetchedAt } } } }';

/** Gateways with these quotas, over one upstream; `ask` asks one of them as the caller of that name. */
async function startQuotas(
  quotas: Record<string, number>,
  { callers = {}, redisUrl = undefined as string | undefined, processes = 1 } = {},
) {
  const upstream = await startUpstream(() => ({ json: analyticsAnswer([]) }));
  const key = await signingKey('key-1');
  const config = {
    accounts: [accountAt(upstream.url)],
    callers: { ...jwtCallers(await startIssuer(key)), ...callers },
    quotas,
  };
  const start = () => startTestGateway(config, undefined, redisUrl);
  const gateways = await Promise.all(Array.from({ length: processes }, start));
  const ask = async (sub: string | undefined, query = CAMPAIGN, gateway = gateways[0] as TestGateway) => {
    const token = await key.sign({ sub, scope: 'analytics:read' });
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), json: await response.json() };
  };
  return { upstream, gateways, config, ask };
}

describe('quotas', () => {
  it.each([
    ['requestsPerMinute', 2, 'requests', 2],
    ['costPerMinute', 20, 'points of cost', 2],
    ['upstreamCallsPerMinute', 2, 'upstream calls', 2],
  ])('refuse a caller, and no other, that has used its %s', async (limit, maximum, unit, answered) => {
    const { upstream, gateways, ask } = await startQuotas({ [limit]: maximum });
    for (let count = 0; count < answered; count += 1) expect((await ask('ada')).status).toBe(200);
    const { status, retryAfter, json } = await ask('ada');
    expect(status).toBe(429);
    const seconds = Number(retryAfter);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(json).toEqual({
      errors: [
        {
          message: `The caller has used the ${maximum} ${unit} that it may use per minute. Try again in ${seconds} s.`,
          extensions: { code: 'LIMIT_EXCEEDED', limit, maximum, retryAfterMs: expect.any(Number) },
        },
      ],
    });
    expect(upstream.requests).toHaveLength(answered);
    expect((await ask('bob')).status).toBe(200);
    await until(() => gateways[0]?.lines.length === answered + 2);
    expect(gateways[0]?.lines[answered]).toMatchObject({ status: 429, subject: 'ada', refusal: 'LIMIT_EXCEEDED' });
  });

  it('count what does not parse as a request', async () => {
    const { ask } = await startQuotas({ requestsPerMinute: 1 });
    await ask('ada', '{');
    expect((await ask('ada')).status).toBe(429);
  });

  it('are kept when the configuration is reloaded', async () => {
    const { gateways, config, ask } = await startQuotas({ requestsPerMinute: 2 });
    await ask('ada');
    await gateways[0]?.reload({ ...config, quotas: { requestsPerMinute: 1 } });
    expect((await ask('ada')).status).toBe(429);
  });

  it('do not apply to callers that their tokens do not name', async () => {
    const { ask } = await startQuotas({ requestsPerMinute: 1 }, { callers: { claims: { subject: 'nobody' } } });
    for (const _ of [1, 2, 3]) expect((await ask('ada')).status).toBe(200);
  });

  it.skipIf(!HAS_REDIS)('are shared by processes on one Redis, without the name of the caller', async () => {
    const redis = await startRedis();
    const { gateways, ask } = await startQuotas({ requestsPerMinute: 10 }, { redisUrl: redis.url, processes: 2 });
    for (let count = 0; count < 9; count += 1) await ask('ada', CAMPAIGN, gateways[0]);
    expect((await ask('ada', CAMPAIGN, gateways[1])).status).toBe(200);
    await expect.poll(async () => (await ask('ada', CAMPAIGN, gateways[1])).status).toBe(429);
    const keys = await (await testRedis(redis.url)).keys('outbound:spent*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain('ada');
  });

  it.skipIf(!HAS_REDIS)('are kept by each process while Redis is down', async () => {
    const redis = await startRedis();
    const { ask } = await startQuotas({ requestsPerMinute: 2 }, { redisUrl: redis.url });
    await redis.kill();
    for (const status of [200, 200, 429]) expect((await ask('ada')).status).toBe(status);
  });
});

describe('quotas with LE bearer tokens', () => {
  it('are those of each token', async () => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([]) }));
    const callers = { mode: 'leBearer' };
    const quotas = { requestsPerMinute: 1 };
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], callers, quotas });
    const ask = (token: string) => gateway.query(CAMPAIGN, {}, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask('one')).errors).toBeUndefined();
    expect((await ask('one')).errors?.[0]?.extensions).toMatchObject({ limit: 'requestsPerMinute' });
    expect((await ask('two')).errors).toBeUndefined();
  });
});
