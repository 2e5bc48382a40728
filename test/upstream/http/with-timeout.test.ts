import { describe, expect, it } from 'vitest';
import { withLayers } from '../../../src/upstream/http/request.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { withRetry } from '../../../src/upstream/http/with-retry.ts';
import { withTimeout } from '../../../src/upstream/http/with-timeout.ts';
import { failureOf, readOf, testCall, testTransport } from '../../support/sender.ts';
import { startUpstream } from '../../support/upstream.ts';

/** Errors and a timeout of 30 ms an attempt, over a socket. */
function quickSend() {
  return withLayers(testTransport(), [withErrors(), withTimeout(30)]);
}

describe('withTimeout', () => {
  it('ends an attempt whose headers do not come', async () => {
    const upstream = await startUpstream(() => () => {});
    const error = await failureOf(quickSend()(readOf(upstream.url)));
    expect(error).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'Outbound Reporting did not answer in time.',
      details: { delivery: 'unknown' },
    });
  });

  it('ends an attempt whose body does not come to its end', async () => {
    const upstream = await startUpstream(() => (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"a":');
    });
    expect(await failureOf(quickSend()(readOf(upstream.url)))).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  it('leaves an answer in time alone', async () => {
    const upstream = await startUpstream(() => ({ json: {} }));
    expect(await withLayers(testTransport(), [withTimeout(1000)])(readOf(upstream.url))).toMatchObject({ status: 200 });
  });

  it("leaves the request's own signal untouched", async () => {
    const upstream = await startUpstream(() => () => {});
    const call = testCall();
    await failureOf(quickSend()(readOf(upstream.url, { call })));
    expect(call.signal.aborted).toBe(false);
  });

  it("passes the caller's abort on as it is", async () => {
    const client = new AbortController();
    const upstream = await startUpstream(() => () => client.abort());
    const send = withLayers(testTransport(), [withErrors(), withTimeout(1000)]);
    const left: Promise<unknown> = send(readOf(upstream.url, { call: testCall(1000, client.signal) }));
    expect(await left.catch((reason) => reason)).toBe(client.signal.reason);
  });

  it("gives each attempt its own time, within the request's deadline", async () => {
    const upstream = await startUpstream((_, index) => (index === 0 ? { status: 500, json: {} } : () => {}));
    const table = { rateLimitedMs: [], unavailableMs: [20], unreachableMs: [] };
    const layers = [withRetry(table), withErrors(), withTimeout(5000)];
    const error = await failureOf(withLayers(testTransport(), layers)(readOf(upstream.url, { call: testCall(80) })));
    expect(error.message).toBe("Outbound Reporting did not answer before the request's deadline.");
    expect(upstream.requests).toHaveLength(2);
  });
});
