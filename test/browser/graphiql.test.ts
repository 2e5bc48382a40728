import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import { startCountedRelay } from '../support/counted-relay.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { LIVE, startLive } from '../support/live.ts';
import { metric } from '../support/metrics.ts';
import { startSandboxed } from '../support/sandbox.ts';

const NAMES = ['Funnel', 'FailuresByReason', 'Journeys', 'Handoffs', 'Deflections', 'Send'];

/** Presses a tab once and runs it: what came back, when it is shown. */
async function run(page: Page, name: string) {
  await page.getByRole('tab', { name }).click();
  expect(await selected(page)).toEqual([name]);
  const answered = page.waitForResponse((response) => response.request().postData()?.includes(` ${name}`) === true);
  await page.getByRole('button', { name: /Execute/ }).click();
  const answer = await (await answered).json();
  await page.locator('.graphiql-response').getByText('"data"').first().waitFor();
  return answer;
}

const namesOf = (labels: readonly string[]) =>
  labels.map((label) => /^(<untitled>|\w+?)(?=wze icon|$)/.exec(label)?.[0]);

async function selected(page: Page) {
  return namesOf(await page.getByRole('tab', { selected: true }).allTextContents());
}

/** The texts of the tabs as the browser keeps them, by their names. */
async function keptTabs(page: Page): Promise<Record<string, string>> {
  const state = JSON.parse(await page.evaluate("localStorage.getItem('graphiql:tabState')"));
  return Object.fromEntries(state.tabs.map(({ title, query }: Record<string, string>) => [title, query]));
}

/** A script that changes the `state` that the browser has kept, before the page looks at it. */
const keep = (change: string) => `{
  const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
  ${change};
  localStorage.setItem('graphiql:tabState', JSON.stringify(state));
}`;

async function open(page: Page, url: string | null) {
  await (url === null ? page.reload() : page.goto(url));
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}

describe.skipIf(CHROMIUM === undefined)('GraphiQL in a browser', () => {
  it('answers in every tab at the first press, on the first visit and after a reload, and then another', {
    timeout: 120_000,
  }, async () => {
    const { gateway } = await startSandboxed();
    const relay = await startCountedRelay(gateway.url);
    const page = await (await startBrowser()).newPage();
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));

    for (const visit of [0, 1, 2]) {
      // From the root, as somebody comes who was told no path.
      await open(page, visit === 0 ? new URL('/', relay.url).href : null);
      expect(page.url()).toBe(relay.url);
      expect(namesOf(await page.getByRole('tab').allTextContents())).toEqual(NAMES);
      expect(await selected(page)).toEqual([visit === 0 ? 'Funnel' : 'Send']);
      for (const name of NAMES) {
        const { data, errors } = await run(page, name);
        expect([name, errors]).toEqual([name, undefined]);
        expect(Object.values(data)).toEqual([expect.anything()]);
      }
      // By now its editors, styles, fonts and workers have been loaded, and with them the answers and the schema.
      expect(relay.bytes()).toBeLessThan(visit === 0 ? 3_000_000 : 500_000);
      await expect
        .poll(() => page.evaluate("JSON.parse(localStorage.getItem('graphiql:tabState')).activeTabIndex"))
        .toBe(NAMES.indexOf('Send'));
    }
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(relay.url).host]);
    expect(gateway.bugs).toEqual([]);
  });

  it('renews examples that nobody changed, and nothing else', { timeout: 60_000 }, async () => {
    const gateway = await startTestGateway({ accounts: [accountAt('http://localhost:1')] });
    const page = await (await startBrowser()).newPage();
    await open(page, gateway.url);
    await page.getByRole('tab', { name: 'Deflections' }).click();
    await page.getByRole('tab', { name: 'Deflections' }).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('tab', { name: 'Journeys' }).click();
    await page.locator('.graphiql-query-editor .view-line').first().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('# mine\n');
    await expect.poll(async () => (await keptTabs(page)).Journeys).toContain('# mine');
    const before = await keptTabs(page);

    // As if the gateway had shown other examples then.
    await page.addInitScript(`for (const key of ['graphiql:tabState', 'outbound-gateway:examples']) {
      localStorage.setItem(key, localStorage.getItem(key).replaceAll('days: 7', 'days: 5').replaceAll('hours: 24', 'hours: 9'));
    }`);
    await open(page, null);
    const after = await keptTabs(page);
    expect(Object.keys(after)).toEqual(NAMES.filter((name) => name !== 'Deflections'));
    expect(before.Funnel).toContain('days: 7');
    expect(after).toEqual({ ...before, Journeys: before.Journeys?.replace('hours: 24', 'hours: 9') });
    expect(await selected(page)).toEqual(['Journeys']);
  });

  it('opens the query of a link once, keeps its headers, and closes the empty tabs that were kept', {
    timeout: 60_000,
  }, async () => {
    const gateway = await startTestGateway({ accounts: [accountAt('http://localhost:1')] });
    const page = await (await startBrowser()).newPage();
    const linked = encodeURIComponent('query Linked { accounts { accountId } }');
    await open(page, `${gateway.url}?query=${linked}`);
    expect([page.url(), await selected(page)]).toEqual([gateway.url, ['Linked']]);
    await page.getByRole('button', { name: 'New tab' }).click();
    await expect.poll(async () => Object.keys(await keptTabs(page))).toContain('<untitled>');
    await open(page, `${gateway.url}?query=${linked}`);
    expect(namesOf(await page.getByRole('tab').allTextContents())).toEqual([...NAMES, 'Linked']);
    expect(await selected(page)).toEqual(['Linked']);

    await page.addInitScript(keep('state.tabs.at(-1).headers = \'{ "X-Request-Id": "asked-in-a-tab" }\''));
    await open(page, null);
    expect(await run(page, 'Linked')).toEqual({ data: { accounts: [{ accountId: ACCOUNT_ID }] } });
    expect(gateway.lines.map(({ id, operation }) => [id, operation])).toContainEqual(['asked-in-a-tab', 'Linked']);

    await page.addInitScript(keep('state.tabs = 7'));
    await open(page, null);
    expect(namesOf(await page.getByRole('tab').allTextContents())).toEqual(NAMES);
  });

  it('shows a subscription change, until it is stopped', { timeout: 60_000 }, async () => {
    const { gateway } = await startLive();
    const page = await (await startBrowser()).newPage();
    await open(page, `${gateway.url}?query=${encodeURIComponent(LIVE)}`);
    await page.getByRole('button', { name: /Execute/ }).click();
    const text = () => page.locator('.graphiql-response').textContent();
    await expect.poll(text, { timeout: 20_000 }).toMatch(/"attempted":\s*\d\d/);
    await page.getByRole('button', { name: /Stop/ }).click();
    await until(async () => (await metric(gateway, 'gateway_subscriptions')) === 0);
    expect(gateway.bugs).toEqual([]);
  });
});
