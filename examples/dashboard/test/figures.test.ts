import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, openPage, settled } from './browser.ts';
import { type Running, startDashboard, upstreamCalls, useColdGateway } from './running.ts';

/** The time of the largest contentful paint, in milliseconds. */
const LARGEST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
})`;

describe.skipIf(CHROMIUM === undefined)('what the dashboard costs', { timeout: 120_000 }, () => {
  let running: Running;
  beforeAll(async () => {
    running = await startDashboard();
  }, 120_000);
  afterAll(() => running?.stop());

  it('loads less than 150 kB, compressed, before the first screen is there', async () => {
    const page = await openPage();
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (!response.url().includes('/graphql')) bodies.push(response.body());
    });
    await page.goto(running.page);
    await settled(page);
    const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
    console.log(`First load: ${bytes} bytes, gzipped`);
    expect(bytes).toBeLessThan(150_000);
  });

  it('paints its largest content soon', async () => {
    const page = await openPage();
    await page.goto(running.page);
    await settled(page);
    const ms: number = await page.evaluate(LARGEST_PAINT);
    console.log(`Largest contentful paint: ${Math.round(ms)} ms`);
    // The goal is 1.5 s; a machine that does much else may take longer.
    expect(ms).toBeLessThan(5000);
  });

  it.each([
    ['/', 2, 0],
    ['/failures', 12, 0],
    ['/campaigns', 14, 0],
    // Alerts are never cached.
    ['/journey', 4, 1],
    ['/send', 1, 0],
  ])('%s costs at most %i upstream calls for seven days, and %i when asked again', async (path, most, again) => {
    const page = await openPage();
    const address = running.page + (path === '/journey' ? await journeyOf(running) : path);
    const gateway = await useColdGateway(page, running.sandbox);
    await page.goto(address);
    await settled(page);
    const cold = await upstreamCalls(gateway);
    console.log(`${path}: ${cold} upstream calls`);
    expect(cold).toBeLessThanOrEqual(most);
    await page.reload();
    await settled(page);
    expect((await upstreamCalls(gateway)) - cold).toBe(again);
  });
});

/** The address of the journey of a consumer who answered. */
async function journeyOf({ page: url }: Running): Promise<string> {
  const page = await openPage();
  await page.goto(`${url}/journey`);
  const link = page.getByRole('region', { name: 'Messages and consumers' }).getByRole('link').first();
  return (await link.getAttribute('href')) ?? '';
}
