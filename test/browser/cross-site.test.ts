import { describe, expect, it } from 'vitest';
import { CHROMIUM, startBrowser } from '../support/browser.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { type Site, startSite, URQL_PAGE } from '../support/site.ts';

/** What a page may hold that has a browser send a GET to `url`, whosever it is. */
const WAYS: Readonly<Record<string, (url: string) => string>> = {
  'an image': (url) => `<img src="${url}">`,
  'a script': (url) => `<script src="${url}"></script>`,
  'a style sheet': (url) => `<link rel="stylesheet" href="${url}">`,
  'a prefetched link': (url) => `<link rel="prefetch" href="${url}">`,
  'a video': (url) => `<video src="${url}" preload="auto"></video>`,
  'an object': (url) => `<object data="${url}"></object>`,
  'a frame': (url) => `<iframe src="${url}"></iframe>`,
  'a form': (url) =>
    `<form action="${url}"><input name="query" value="{__typename}"></form>${script('document.forms[0].submit()')}`,
  'a link that is followed': (url) => `<a href="${url}">here</a>${script('document.links[0].click()')}`,
  'a new address': (url) => script(`location = '${url}'`),
  'a refresh': (url) => `<meta http-equiv="refresh" content="0; url=${url}">`,
  'a fetch in the mode no-cors': (url) => script(`fetch('${url}', { mode: 'no-cors', credentials: 'include' })`),
};

/** Those by which the browser says which page it is, because the page is to read what comes. */
const READING: typeof WAYS = {
  'an image with crossorigin': (url) => `<img crossorigin src="${url}">`,
  'a module': (url) => `<script type="module" src="${url}"></script>`,
  'a fetch': (url) => script(`fetch('${url}')`),
  'a fetch with cookies': (url) => script(`fetch('${url}', { credentials: 'include' })`),
};

const script = (text: string) => `<script>${text}</script>`;

async function startGateway(cors: Record<string, unknown> = {}) {
  return startTestGateway({ accounts: [accountAt('http://localhost:1')], web: { cors } });
}

/** The status of the GET that each of `ways` has the browser send, where `origins` gives those that may ask. */
async function statuses(ways: typeof WAYS, origins: (site: Site) => readonly string[]) {
  const context = await (await startBrowser()).newContext();
  return Promise.all(
    Object.entries(ways).map(async ([way, html]) => {
      const site = await startSite();
      const gateway = await startGateway({ origins: origins(site) });
      site.show(html(`${gateway.url}?query=%7B__typename%7D`));
      await (await context.newPage()).goto(site.origin, { waitUntil: 'commit' });
      await expect.poll(() => gateway.lines.length, { timeout: 30_000 }).toBeGreaterThan(0);
      return [way, gateway.lines[0]?.status];
    }),
  );
}

const all = (ways: typeof WAYS, status: number) => Object.keys(ways).map((way) => [way, status]);

describe.skipIf(CHROMIUM === undefined)('a GET that a browser sends', { timeout: 120_000 }, () => {
  it('is refused whatever another site holds, and whatever it may read', async () => {
    const ways = { ...WAYS, ...READING };
    expect(await statuses(ways, () => ['https://app.example.com'])).toEqual(all(ways, 400));
  });

  it('is refused also from a site that may ask, unless the browser says that it is that one', async () => {
    expect(await statuses(WAYS, () => ['*'])).toEqual(all(WAYS, 400));
    expect(await statuses(READING, () => ['*'])).toEqual(all(READING, 200));
    expect(await statuses(READING, ({ origin }) => [origin])).toEqual(all(READING, 200));
  });

  it('is answered when urql sends it from a page that may ask', async () => {
    const site = await startSite();
    site.show(URQL_PAGE);
    const page = await (await startBrowser()).newPage();
    const sent: string[] = [];
    page.on('request', (request) => request.url().includes('/graphql?') && sent.push(request.method()));
    const ask = async (url: string) => {
      await page.goto(site.origin, { waitUntil: 'networkidle' });
      return page.evaluate(`ask('${url}')`);
    };
    const named = await startGateway({ origins: [site.origin] });
    expect(await ask(named.url)).toBe('Query');
    const all = await startGateway({ origins: ['*'] });
    expect(await ask(all.url)).toBe('Query');
    const own = await startGateway();
    site.front(own.url);
    expect(await ask(`${site.origin}/graphql`)).toBe('Query');
    expect(await ask(own.url)).toMatch(/Failed to fetch/);
    expect(sent).toEqual(['GET', 'GET', 'GET', 'GET']);
    expect(own.lines.map(({ status }) => status)).toEqual([200, 400]);
  });
});
