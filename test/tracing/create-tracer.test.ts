import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { type SeenRequest, startUpstream } from '../support/upstream.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';
const CAMPAIGN = '{ account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { fetchedAt } } } }';

/** The requests that an upstream gets which fails first, when the client's request has these headers; and the log's trace. */
async function handedOn(headers: Record<string, string>) {
  const upstream = await startUpstream((_, index) =>
    index === 0 ? { status: 503, json: {} } : { json: { analytics: [] } },
  );
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
  await gateway.query(CAMPAIGN, {}, { headers });
  await until(() => gateway.lines.length > 0);
  return { requests: upstream.requests, traceId: gateway.lines[0]?.traceId };
}

const parents = (requests: readonly SeenRequest[]) =>
  requests.map(({ headers }) => headers.traceparent?.toString().split('-') ?? []);

describe('a gateway without tracing', () => {
  it.each(['01', '00'])('hands a trace with flags %s on, each attempt under a span id of its own', async (flags) => {
    const { requests, traceId } = await handedOn({
      traceparent: `00-${TRACE}-${SPAN}-${flags}`,
      tracestate: 'vendor=1, other=2',
    });
    expect(traceId).toBe(TRACE);
    expect(parents(requests)).toEqual([
      ['00', TRACE, expect.stringMatching(/^[\da-f]{16}$/), flags],
      ['00', TRACE, expect.stringMatching(/^[\da-f]{16}$/), flags],
    ]);
    expect(new Set([SPAN, ...parents(requests).map(([, , span]) => span)]).size).toBe(3);
    expect(requests.map(({ headers }) => headers.tracestate)).toEqual(['vendor=1,other=2', 'vendor=1,other=2']);
  });

  it.each([{}, { traceparent: 'nonsense' }, { traceparent: `ff-${TRACE}-${SPAN}-01`, tracestate: 'vendor=1' }])(
    'begins a trace that nobody records for %j',
    async (headers) => {
      const { requests, traceId } = await handedOn(headers);
      expect(traceId).toMatch(/^[\da-f]{32}$/);
      expect(traceId).not.toBe(TRACE);
      expect(parents(requests)).toEqual([
        ['00', traceId, expect.any(String), '00'],
        ['00', traceId, expect.any(String), '00'],
      ]);
      expect(requests.map(({ headers: { tracestate } }) => tracestate)).toEqual([undefined, undefined]);
    },
  );

  it('does not hand on the trace of a client to a refresh behind a stale answer', async () => {
    const upstream = await startUpstream(() => ({ json: { analytics: [] } }));
    const cache = { campaignsMs: 1, staleWhileRevalidateMs: 60_000 };
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], cache });
    await gateway.query(CAMPAIGN);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await gateway.query(CAMPAIGN);
    await until(() => upstream.requests.length === 2 && gateway.lines.length === 2);
    expect(upstream.requests[1]?.headers.traceparent).toBeUndefined();
    expect(gateway.lines[1]?.upstreamCalls).toBe(0);
  });
});
