import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessibilityProblems, CHROMIUM, openPage, settled } from './browser.ts';
import { orderFault, type Running, startDashboard, useColdGateway } from './running.ts';

describe.skipIf(CHROMIUM === undefined)('the dashboard in a browser', { timeout: 120_000 }, () => {
  let running: Running;
  beforeAll(async () => {
    running = await startDashboard();
  }, 120_000);
  afterAll(() => running?.stop());

  const open = async (page: Page, path: string) => {
    await page.goto(running.page + path);
    await settled(page);
  };

  it('shows the funnel beside that of the period before', async () => {
    const page = await openPage();
    await open(page, '/');
    expect(await page.locator('.card').count()).toBe(5);
    for (const figure of await page.locator('.figure').allTextContents()) expect(figure).toMatch(/^[\d,]*[1-9][\d,]*$/);
    expect(await page.locator('.change').first().textContent()).toMatch(/since the period before, which had [\d,]+/);
    expect(await page.getByRole('table', { name: 'The funnel' }).getByRole('row').count()).toBe(8);
    expect(await page.locator('rect.fill-before').count()).toBe(7);

    await page.getByRole('button', { name: 'Show days' }).click();
    await settled(page);
    await page.getByText('As a table').click();
    expect(await page.getByRole('region', { name: 'Messages of each day' }).getByRole('row').count()).toBe(8);
  });

  it('leads from the reasons of failures to their campaigns, days and messages, and on to a journey', async () => {
    const page = await openPage();
    await open(page, '/failures');
    const reasons = page.getByRole('list', { name: 'Reasons of failures' }).getByRole('button');
    expect(await reasons.count()).toBeGreaterThan(3);
    await reasons.nth(1).click();
    await settled(page);
    expect(await reasons.nth(1).getAttribute('aria-pressed')).toBe('true');
    for (const dimension of ['Skill', 'Channel', 'Day', 'Campaign']) {
      await page.getByRole('radio', { name: dimension, exact: true }).check({ force: true });
      await settled(page);
      const shares = page.getByRole('list', { name: `by ${dimension.toLowerCase()}` }).getByRole('button');
      expect(await shares.count()).toBeGreaterThan(0);
    }
    const [share] = await page.getByRole('list', { name: 'by campaign' }).getByRole('button').all();
    const wanted = Number(/(\d+) [\d.]+%/.exec((await share?.textContent()) ?? '')?.[1]);
    await share?.click();
    await settled(page);
    expect(await page.getByRole('region', { name: 'Failed messages' }).locator('tbody tr').count()).toBe(wanted);

    await page.getByRole('link', { name: 'Open' }).first().click();
    await settled(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Journey');
    const message = page.getByRole('row').filter({ hasText: 'message' });
    expect(await message.getByRole('cell', { name: 'Failed', exact: true }).count()).toBe(1);
  });

  it('orders campaigns by any figure', async () => {
    const page = await openPage();
    await open(page, '/campaigns');
    const column = async (index: number) => {
      const texts = await page.locator(`tbody td:nth-child(${index})`).allTextContents();
      return texts.map((text) => Number(text.replace(/[,%]/g, '')));
    };
    const attempted = await column(2);
    expect(attempted.length).toBeGreaterThan(10);
    expect(attempted).toEqual(attempted.toSorted((a, b) => b - a));
    const failed = page.getByRole('button', { name: 'Failed' });
    for (const [direction, sign] of [
      ['descending', -1],
      ['ascending', 1],
    ] as const) {
      await failed.click();
      await settled(page);
      expect(await page.getByRole('columnheader', { name: 'Failed' }).getAttribute('aria-sort')).toBe(direction);
      const rates = await column(8);
      expect(rates).toEqual(rates.toSorted((a, b) => sign * (a - b)));
    }
  });

  it('shows the journey of a consumer, and what is left of it when an upstream fails', async () => {
    const page = await openPage();
    await open(page, '/journey');
    await page.getByRole('region', { name: 'Messages and consumers' }).getByRole('link').nth(2).click();
    await settled(page);
    const rows = page.getByRole('region', { name: 'Events of the journey' }).locator('tbody tr');
    expect(await rows.filter({ hasText: 'Attempted' }).count()).toBeGreaterThan(0);
    expect(await rows.filter({ hasText: 'Conversation created' }).count()).toBeGreaterThan(0);
    expect(await page.locator('svg circle').count()).toBe(await rows.count());

    await useColdGateway(page, running.sandbox);
    await orderFault(running.sandbox, 'getLiveDeflectData', 'not-json', 1);
    await page.reload();
    await settled(page);
    expect(await page.getByRole('alert').textContent()).toContain('UPSTREAM_MALFORMED');
    expect(await rows.filter({ hasText: 'Attempted' }).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('previews a message, sends it, and says what became of it', async () => {
    const page = await openPage();
    await open(page, '/send');
    await page.getByLabel('Time').fill('7:35 pm');
    await expect.poll(() => page.locator('.preview output').textContent()).toContain('7:35 pm');
    await page.getByLabel('Country code').fill('1');
    const outcome = page.getByRole('region', { name: 'Outcome' });
    const send = async (phoneNumber: string) => {
      await page.getByLabel('Phone number').fill(phoneNumber);
      await page.getByRole('button', { name: 'Send message' }).click();
      await expect.poll(() => outcome.locator('.verdict').count(), { timeout: 30_000 }).toBe(1);
      return outcome.locator('.verdict').textContent();
    };
    expect(await send('202-555-0123')).toMatch(/^Sent/);
    expect(await send('202-555-0199')).toBe('Refused by LivePerson');
    expect(await send('12')).toBe('Not sent: the input is not valid');
    await orderFault(running.sandbox, 'proactiveAlert', 'hang-up', 1);
    expect(await send('202-555-0124')).toBe('Outcome unknown');
    await outcome.getByRole('button', { name: 'Look for it in the report' }).click();
    await expect.poll(() => outcome.textContent()).toMatch(/The report (has it|does not have it)/);
  });

  it('sends a message once, however often its lost answer is asked for', async () => {
    const page = await openPage({}, /ERR_FAILED/);
    await open(page, '/send');
    await page.getByLabel('Time').fill('8 am');
    await page.getByLabel('Country code').fill('1');
    await page.getByLabel('Phone number').fill('202-555-0125');
    await page.route(
      /\/graphql$/,
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('button', { name: 'Try again' }).click();
    const outcome = page.getByRole('region', { name: 'Outcome' });
    await expect.poll(() => outcome.textContent()).toMatch(/Sent at .*nothing was sent again/);
  });

  it('changes by itself as the answer does', async () => {
    const page = await openPage();
    const often = { cache: { recentMs: 500 }, subscriptions: { shortestPollMs: 500 } };
    await useColdGateway(page, running.sandbox, often);
    await open(page, '/');
    const readAt = async () => /read at ([\d:]+)/.exec((await page.locator('.bar-of-tools').textContent()) ?? '')?.[1];
    const before = await readAt();
    expect(before).toBeDefined();
    await expect.poll(readAt, { timeout: 20_000 }).not.toBe(before);
    await page.getByRole('switch', { name: 'Live' }).uncheck({ force: true });
    await page.waitForTimeout(1500);
    const last = await readAt();
    await page.waitForTimeout(2000);
    expect(await readAt()).toBe(last);
  });

  it('exports the messages of the range to a file that is whole', async () => {
    const page = await openPage();
    await open(page, '/?range=24h');
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export messages' });
    const downloaded = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Start' }).click();
    const file = await downloaded;
    await dialog.getByText(/[\d,]+ messages, whole/).waitFor();
    expect(await dialog.getByRole('progressbar').getAttribute('value')).toBe('1');
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n');
    const items = lines.filter((line) => line.startsWith('{"node":')).length;
    expect(items).toBeGreaterThan(100);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ done: { items } });
    expect(await dialog.getByRole('status').textContent()).toContain(items.toLocaleString('en'));
  });

  it('goes on with an export that broke off', async () => {
    const page = await openPage();
    await open(page, '/?range=24h');
    const bodies: { after?: string }[] = [];
    await page.route('**/graphql/export', async (route, request) => {
      bodies.push(request.postDataJSON());
      const response = await route.fetch();
      const text = await response.text();
      // The first time, what follows the first page is lost.
      const end = bodies.length === 1 ? text.indexOf('\n', text.indexOf('{"progress"')) + 1 : text.length;
      await route.fulfill({ response, body: text.slice(0, end) });
    });
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await dialog.getByText('it broke off').waitFor();
    const downloaded = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Go on from there' }).click();
    const lines = (await readFile(await (await downloaded).path(), 'utf8')).trim().split('\n');
    expect(bodies.map(({ after }) => typeof after)).toEqual(['undefined', 'string']);
    const ids = lines.flatMap((line) => JSON.parse(line).node?.transactionId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(lines.filter((line) => line.startsWith('{"export"'))).toHaveLength(1);
    expect(await dialog.getByRole('status').textContent()).toContain(
      `${ids.length.toLocaleString('en')} messages, whole`,
    );
  });

  it('is worked with the keyboard alone', async () => {
    const page = await openPage();
    await open(page, '/');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.getByRole('radio', { name: '7 days' }).focus();
    await page.keyboard.press('ArrowRight');
    await settled(page);
    expect(new URL(page.url()).searchParams.get('range')).toBe('30d');
    await page.getByRole('link', { name: 'Failures' }).focus();
    await page.keyboard.press('Enter');
    await settled(page);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Failures');
    expect(await page.title()).toBe('Failures · Outbound');
    // Another screen keeps the range, and the browser leads back.
    expect(new URL(page.url()).searchParams.get('range')).toBe('30d');
    await page.goBack();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  });

  it.each(['light', 'dark'] as const)('has nothing that axe-core finds, in %s', async (colorScheme) => {
    const page = await openPage({ colorScheme });
    for (const path of ['/', '/failures', '/campaigns', '/journey', '/send']) {
      await open(page, path);
      expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
    }
  });

  it('fits a phone', async () => {
    const page = await openPage({ viewport: { width: 390, height: 844 } });
    for (const path of ['/', '/failures', '/campaigns', '/journey', '/send']) {
      await open(page, path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 390]);
    }
  });

  it.each(['Light', 'Dark'])('stays %s on a machine that is not, once chosen', async (theme) => {
    const page = await openPage({ colorScheme: theme === 'Light' ? 'dark' : 'light' });
    await open(page, '/send');
    const background = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    const before = await background();
    await page.getByRole('radio', { name: theme }).check({ force: true });
    const after = await background();
    expect(after).not.toBe(before);
    await page.reload();
    await settled(page);
    expect(await background()).toBe(after);
  });

  it('says so when the gateway cannot be reached, and recovers', async () => {
    const page = await openPage({}, /503/);
    await open(page, '/');
    await page.route(/\/graphql$/, (route) => route.fulfill({ status: 503, body: '' }));
    await page.getByRole('link', { name: 'Campaigns' }).click();
    await page.getByRole('alert').waitFor();
    await page.unroute(/\/graphql$/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('table').waitFor();
  });
});
