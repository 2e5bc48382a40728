import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { startGateway } from '../../src/server/gateway.ts';
import { budgetsOf } from '../support/budgets.ts';
import { startCollector } from '../support/collector.ts';
import { accountAt, OPEN } from '../support/gateway.ts';
import { refusingUrl } from '../support/sender.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const CAMPAIGN = `query Planted($id: String!) {
  account(accountId: "12345678") { campaign(campaignId: $id) { analytics { fetchedAt } } }
}`;

/** Asks a traced gateway, each time with these headers, and ends it; what it told of lost traces, and how long it took. */
async function traced(
  tracing: Record<string, unknown>,
  answer: (index: number) => Answer,
  headersOf: readonly Record<string, string>[] = [{}],
) {
  const upstream = await startUpstream((_, index) => answer(index));
  const lost: string[] = [];
  const retry = { unavailableMs: [5], unreachableMs: [], jitter: 0 };
  const file = { ...OPEN, accounts: [accountAt(upstream.url)], tracing, retry, cache: { maxBytes: 0 } };
  const gateway = await startGateway(gatewayConfig({ ...file, budgets: budgetsOf(10_000) }), {
    host: '127.0.0.1',
    port: 0,
    reportBug: (bug) => lost.push(`${bug}`),
    onTracesLost: (reason) => lost.push(reason),
  });
  const bodies: { data?: unknown }[] = [];
  const began = performance.now();
  for (const headers of headersOf) {
    const body = JSON.stringify({ query: CAMPAIGN, variables: { id: 'planted-id' } });
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
    bodies.push((await (await fetch(gateway.url, init)).json()) as { data?: unknown });
  }
  const askedMs = performance.now() - began;
  await gateway.close();
  return { upstream, lost, bodies, askedMs, closedMs: performance.now() - began - askedMs };
}

const OK: Answer = { json: { analytics: [] } };
const FAILING: Answer = { status: 503, json: {} };

describe('a gateway with tracing', () => {
  it('records a span per request and one per attempt, within the trace of the client', async () => {
    const collector = await startCollector();
    const headers = { traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: 'vendor=1' };
    const tracing = { otlpUrl: collector.otlpUrl, serviceName: 'gateway-1' };
    const { upstream } = await traced(tracing, (index) => (index === 0 ? FAILING : OK), [headers]);
    const root = collector.spans().find(({ kind }) => kind === 2);
    const attempts = collector.spans().filter(({ kind }) => kind === 3);
    expect(root).toMatchObject({ traceId: TRACE, parentSpanId: SPAN, name: 'GraphQL Planted', status: { code: 0 } });
    expect(root?.attributes).toMatchObject({
      'service.name': 'gateway-1',
      'graphql.operation.name': 'Planted',
      'graphql.operation.type': 'query',
      'http.response.status_code': 200,
      'gateway.outcome': 'ok',
      'gateway.accounts': ['12345678'],
    });
    const attributes = {
      'service.name': 'gateway-1',
      'gateway.service': 'OUTBOUND_REPORTING',
      'gateway.family': 'campaignAnalytics',
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
    };
    const common = { traceId: TRACE, parentSpanId: root?.spanId, name: 'GET campaignAnalytics' };
    const failure = { ...attributes, 'http.response.status_code': 503, 'error.type': '503' };
    expect(attempts).toMatchObject([
      { ...common, status: { code: 2 }, attributes: failure },
      { ...common, status: { code: 0 }, attributes: { ...attributes, 'http.response.status_code': 200 } },
    ]);
    expect(Object.keys(attempts[0]?.attributes ?? {}).toSorted()).toEqual(Object.keys(failure).toSorted());
    expect(upstream.requests.map((request) => request.headers.traceparent)).toEqual(
      attempts.map(({ spanId }) => `00-${TRACE}-${spanId}-01`),
    );
    expect(upstream.requests[0]?.headers.tracestate).toBe('vendor=1');
    expect(collector.text()).not.toContain('planted-id');
  });

  it('begins a trace where the client has none', async () => {
    const collector = await startCollector();
    const { upstream } = await traced({ otlpUrl: collector.otlpUrl }, () => OK);
    const [first] = collector.spans();
    expect(collector.spans().map(({ traceId }) => traceId)).toEqual([first?.traceId, first?.traceId]);
    expect(collector.spans().filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(1);
    expect(upstream.requests[0]?.headers.traceparent).toMatch(new RegExp(`^00-${first?.traceId}-[\\da-f]{16}-01$`));
  });

  it('marks an attempt without an answer', async () => {
    const collector = await startCollector();
    await traced({ otlpUrl: collector.otlpUrl }, () => (response) => response.destroy());
    const attempt = collector.spans().find(({ kind }) => kind === 3);
    expect(attempt).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'UND_ERR_SOCKET' } });
  });

  it('records nothing of its own traces at a share of 0, but what a client has begun to record', async () => {
    const collector = await startCollector();
    const mine = { traceparent: `00-${TRACE}-${SPAN}-01` };
    const { upstream } = await traced({ otlpUrl: collector.otlpUrl, sampleShare: 0 }, () => OK, [{}, mine]);
    expect(collector.spans().map(({ traceId }) => traceId)).toEqual([TRACE, TRACE]);
    expect(upstream.requests[0]?.headers.traceparent).toMatch(/-00$/);
  });

  it('records nothing where the client does not', async () => {
    const collector = await startCollector();
    const { upstream } = await traced({ otlpUrl: collector.otlpUrl }, () => OK, [
      { traceparent: `00-${TRACE}-${SPAN}-00` },
    ]);
    expect(collector.spans()).toEqual([]);
    expect(upstream.requests[0]?.headers.traceparent).toMatch(new RegExp(`^00-${TRACE}-(?!${SPAN})[\\da-f]{16}-00$`));
  });

  it('answers normally without its collector, reports it once, and ends in time', async () => {
    const tracing = { otlpUrl: `${await refusingUrl()}/v1/traces` };
    const { lost, bodies, askedMs, closedMs } = await traced(tracing, () => OK, Array(20).fill({}));
    expect(bodies.every(({ data }) => data !== undefined)).toBe(true);
    expect(askedMs).toBeLessThan(2000);
    expect(closedMs).toBeLessThan(5000);
    expect(lost).toEqual(['ECONNREFUSED']);
  });

  it('reports the status of a collector that refuses, and nothing of its response', async () => {
    const collector = await startCollector(401);
    const { lost } = await traced({ otlpUrl: collector.otlpUrl }, () => OK);
    expect(lost).toEqual(['HTTP 401']);
  });
});
