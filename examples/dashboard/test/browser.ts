import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** Where Chromium is; undefined where there is none, and tests that want it are left out. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** A zone that is not UTC in which today has messages: it has begun hours ago, and does not end soon. */
const TIME_ZONE = ['America/New_York', 'Asia/Tokyo'].find((timeZone) => {
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format());
  return hour >= 4 && hour < 23;
});

/**
 * A page in a browser of its own for the running test, in a zone that is not UTC. The test fails if the console has an error
 * that is not `expected`.
 */
export async function openPage(options: BrowserContextOptions = {}, expected = /^$/): Promise<Page> {
  const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] });
  const context = await browser.newContext({ timezoneId: TIME_ZONE ?? '', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async () => {
    await browser.close();
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
  });
  return page;
}

/** Waits until nothing on the page is being read. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await expect
    .poll(() => page.locator('.skeleton, [aria-busy="true"]').count(), { timeout: 60_000, interval: 200 })
    .toBe(0);
}

/** What axe-core finds wrong with the page as it is. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: AXE });
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate('axe.run().then((r) => r.violations)');
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
