import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/server/metrics.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { metric, metricsOf } from '../support/metrics.ts';
import { refusingUrl } from '../support/sender.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const SUBJECT = { accountId: ACCOUNT_ID, family: 'transactions' } as const;
const CAMPAIGN =
  '{ account(accountId: "12345678") { campaign(campaignId: "planted-id") { analytics { fetchedAt } } } }';
const LABELS = `account="${ACCOUNT_ID}",family="campaignAnalytics"`;

/** A gateway over an upstream that answers so. */
async function gatewayOver(answer: Answer, config: Record<string, unknown> = {}) {
  const upstream = await startUpstream(() => answer);
  return startTestGateway({ accounts: [accountAt(upstream.url)], ...config });
}

describe('/metrics', () => {
  it('is what Prometheus reads, with those of the process', async () => {
    const gateway = await gatewayOver({ json: {} });
    const response = await fetch(new URL('/metrics', gateway.url));
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    expect(await response.text()).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('counts and times upstream calls by account, family and status, repeated ones included', async () => {
    const gateway = await gatewayOver({ status: 503, json: {} });
    await gateway.query(CAMPAIGN);
    expect(await metric(gateway, `gateway_upstream_attempts_total{${LABELS},outcome="503"}`)).toBe(2);
    expect(await metric(gateway, `gateway_upstream_attempt_seconds_count{${LABELS}}`)).toBe(2);
    expect(await metric(gateway, `gateway_retries_total{${LABELS},result="repeated"}`)).toBe(1);
    expect(await metric(gateway, `gateway_breaker_state{${LABELS},state="closed"}`)).toBe(1);
    expect(await metric(gateway, `gateway_breaker_state{${LABELS},state="open"}`)).toBe(0);
  });

  it.each<[string, Answer, Record<string, unknown>]>([
    ['TIMEOUT', () => {}, { attemptTimeoutMs: 50 }],
    ['UND_ERR_SOCKET', (response) => response.socket?.end(), { retry: { unreachableMs: [] } }],
  ])('counts a call without an answer as %s', async (outcome, answer, config) => {
    const gateway = await gatewayOver(answer, config);
    await gateway.query(CAMPAIGN);
    expect(await metric(gateway, `gateway_upstream_attempts_total{${LABELS},outcome="${outcome}"}`)).toBe(1);
  });

  it('counts a refused connection by its code', async () => {
    const retry = { unreachableMs: [] };
    const gateway = await startTestGateway({ accounts: [accountAt(await refusingUrl())], retry });
    await gateway.query(CAMPAIGN);
    expect(await metric(gateway, `gateway_upstream_attempts_total{${LABELS},outcome="ECONNREFUSED"}`)).toBe(1);
  });

  it('counts GraphQL requests by outcome', async () => {
    const gateway = await gatewayOver({ status: 404, json: {} });
    await gateway.query('{ accounts { accountId } }');
    await gateway.query(CAMPAIGN);
    await gateway.query('{ nonsense }');
    await gateway.query('{');
    await fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'no JSON' });
    const counted = async (outcome: string) => metric(gateway, `gateway_requests_total{outcome="${outcome}"}`);
    expect([await counted('ok'), await counted('partial'), await counted('failed')]).toEqual([1, 1, 3]);
    expect([await counted('aborted'), await counted('refused')]).toEqual([0, 0]);
    expect(await metric(gateway, 'gateway_request_seconds_count')).toBe(5);
  });

  it('names no id, address, operation or answer of anybody', async () => {
    const gateway = await gatewayOver({ json: analyticsAnswer([analyticsRow()]) });
    await gateway.query(CAMPAIGN);
    const text = await metricsOf(gateway);
    for (const told of ['planted-id', 'c1', '127.0.0.1', '/api/', 'fetchedAt', 'consumer-secret']) {
      expect(text).not.toContain(told);
    }
    const labels = new Set([...text.matchAll(/^gateway_\w+\{([^}]*)\}/gm)].flatMap(([, all = '']) => labelsOf(all)));
    const allowed = new Set(['account', 'family', 'le', 'outcome', 'result', 'state', 'way']);
    expect([...labels].filter((label) => !allowed.has(label))).toEqual([]);
  });
});

describe('createMetrics', () => {
  it('tells of waits, queues, the cache, shares, retries and breakers', async () => {
    const { observer, print } = createMetrics();
    observer.budgetWait(SUBJECT, 300);
    observer.queueLength(SUBJECT, 7);
    observer.cache(SUBJECT, 'hit');
    observer.cache(SUBJECT, 'stale');
    observer.shared(SUBJECT);
    observer.retry(SUBJECT, 'budget_spent');
    observer.breaker(SUBJECT, 'open');
    observer.breaker(SUBJECT, 'half_open');
    const lines = (await print()).text.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'gateway_budget_wait_seconds_sum{account="12345678",family="transactions"} 0.3',
        'gateway_budget_queue_length{account="12345678",family="transactions"} 7',
        'gateway_cache_reads_total{account="12345678",family="transactions",result="hit"} 1',
        'gateway_cache_reads_total{account="12345678",family="transactions",result="stale"} 1',
        'gateway_shared_reads_total{account="12345678",family="transactions"} 1',
        'gateway_retries_total{account="12345678",family="transactions",result="budget_spent"} 1',
        'gateway_breaker_state{account="12345678",family="transactions",state="open"} 0',
        'gateway_breaker_state{account="12345678",family="transactions",state="half_open"} 1',
      ]),
    );
  });

  it('tells how responses were made, from 0 on', async () => {
    const { answered, print } = createMetrics();
    answered('ready');
    answered('ready');
    answered('run');
    const lines = (await print()).text.split('\n').filter((line) => line.startsWith('gateway_answers_total'));
    expect(lines).toEqual([
      'gateway_answers_total{way="ready"} 2',
      'gateway_answers_total{way="shared"} 0',
      'gateway_answers_total{way="run"} 1',
    ]);
  });

  it('is one of each gateway', async () => {
    const first = createMetrics();
    first.observer.shared(SUBJECT);
    expect((await createMetrics().print()).text).not.toContain('gateway_shared_reads_total{');
  });
});

describe('docs/operations.md', () => {
  it('has a row for every metric of the gateway', async () => {
    const page = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const gateway = await gatewayOver({ json: {} });
    const names = [...(await metricsOf(gateway)).matchAll(/^# TYPE (gateway_\w+)/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  });
});

function labelsOf(all: string): string[] {
  return [...all.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
}
