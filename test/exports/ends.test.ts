import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exportQuery, idsIn, linesOf, startExporting } from '../support/exporting.ts';
import { metric } from '../support/metrics.ts';

/** No second attempt at anything. */
const NO_RETRY = { retry: { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] } };

/** An export whose upstream fails from its 30th request on. */
async function failing() {
  const exporting = await startExporting({ perDay: 3000, config: NO_RETRY });
  const { store } = exporting;
  store.onRequest = (index) => {
    if (index === 30) store.fails = true;
  };
  return exporting;
}

/** Opens an export without reading it. */
async function opened(url: string, body: Record<string, unknown>, headers: Record<string, string> = {}) {
  const request = httpRequest(`${url}/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  onTestFinished(() => void request.destroy());
  request.on('error', () => {});
  request.end(JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { request, response };
}

describe('an export that cannot go on', () => {
  it('ends with an error that has the cursor from which it goes on, and is not done', async () => {
    const { lines, ids, store } = await failing();
    const all = await lines();
    expect(all.at(-1)).toMatchObject({
      error: { code: 'UPSTREAM_UNAVAILABLE', message: expect.any(String), cursor: expect.any(String) },
    });
    expect(all.some((line) => 'done' in line)).toBe(false);
    store.fails = false;
    const rest = await lines({ after: all.at(-1)?.error.cursor });
    expect([...idsIn(all), ...idsIn(rest)]).toEqual(ids);
  });

  it('breaks the connection off when it is CSV', async () => {
    const { post } = await failing();
    const response = await post({}, { headers: { accept: 'text/csv' } });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('is an ordinary error with a status of its own when nothing was written yet', async () => {
    const { post, store } = await startExporting({ config: NO_RETRY });
    store.fails = true;
    const response = await post();
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] });
  });
});

describe('the client of an export', () => {
  it('is not sent more than it reads, and is not read more for', async () => {
    const { gateway, upstream } = await startExporting({
      days: 4,
      perDay: 1000,
      row: () => ({ skill: 's'.repeat(10_000) }),
    });
    const { response } = await opened(gateway.url, { query: exportQuery('nodes { transactionId skill }', 4) });
    response.pause();
    let before = -1;
    await expect
      .poll(
        async () => {
          const still = upstream.requests.length === before;
          before = upstream.requests.length;
          await sleep(300);
          return still;
        },
        { timeout: 10_000 },
      )
      .toBe(true);
    // 40 pages of 100 are there to be read.
    expect(upstream.requests.length).toBeLessThan(30);
    const chunks = await response.toArray();
    expect(linesOf(chunks.join('')).at(-1)).toMatchObject({ done: { items: 4000 } });
  });

  it('is given up when it reads nothing at all', async () => {
    const { gateway } = await startExporting({
      days: 4,
      perDay: 1000,
      row: () => ({ skill: 's'.repeat(10_000) }),
      config: { door: { sendIdleMs: 300, sendBytesPerSecond: 1024 ** 3 } },
    });
    const { response } = await opened(gateway.url, { query: exportQuery('nodes { transactionId skill }', 4) });
    response.pause();
    await expect.poll(() => gateway.lines, { timeout: 10_000 }).toMatchObject([{ outcome: 'aborted' }]);
    expect(await metric(gateway, 'gateway_exports_running')).toBe(0);
  });

  it('ends it by leaving, so that the upstream is asked nothing more', async () => {
    const { gateway, upstream } = await startExporting({
      days: 10,
      perDay: 2000,
      config: { budgets: { transactions: 40 } },
    });
    const { request, response } = await opened(gateway.url, { query: exportQuery('nodes { transactionId }', 10) });
    await once(response, 'data');
    request.destroy();
    await expect.poll(() => gateway.lines).toMatchObject([{ outcome: 'aborted' }]);
    const asked = upstream.requests.length;
    await sleep(500);
    // What was being read ahead comes to its end.
    expect(upstream.requests.length - asked).toBeLessThan(15);
    expect(await metric(gateway, 'gateway_exports_total{outcome="aborted"}')).toBe(1);
  });
});
