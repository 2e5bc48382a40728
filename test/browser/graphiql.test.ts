import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandboxed } from '../support/sandbox.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
/** Without these a browser looks for its maker's hosts at every start. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

describe.skipIf(CHROMIUM === undefined)('GraphiQL in a browser', () => {
  it('opens with a tab per example, and a click answers with data, without any other host or a word of the security policy', {
    timeout: 60_000,
  }, async () => {
    const { gateway } = await startSandboxed();
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: QUIET });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(gateway.url);
    await page.getByRole('tab', { name: 'Journeys' }).waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual(
      expect.arrayContaining(
        ['Funnel', 'Journeys', 'Handoffs', 'Deflections', 'Send'].map((name) => expect.stringContaining(name)),
      ),
    );
    const answer = page.waitForResponse(async (response) => (await response.text()).includes('"deliveryRate"'));
    await page.getByRole('button', { name: /Execute/ }).click();
    expect(await (await answer).json()).toMatchObject({
      data: { account: { analytics: { totals: { attempted: expect.any(Number) } } } },
    });
    // Shown in the page, too: by then its editors, styles, fonts and workers have been loaded.
    await page.locator('.graphiql-response').getByText('deliveryRate').first().waitFor();
    expect(complaints).toEqual([]);
    expect([...hosts].filter((host) => host !== '' && host !== new URL(gateway.url).host)).toEqual([]);
  });
});
