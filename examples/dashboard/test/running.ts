import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { start, startGatewayOver } from '../../../scripts/processes.ts';
import { sandboxAccounts } from '../../../src/sandbox/accounts.ts';

/** A dashboard that runs as `npm run dashboard` starts it: the addresses of the page, its gateway and the sandbox. */
export type Running = {
  readonly page: string;
  readonly gateway: string;
  readonly sandbox: string;
  stop(): Promise<void>;
};

/** Starts it on a free port. */
export async function startDashboard(): Promise<Running> {
  const { url, stop } = await start('scripts/dashboard.ts', { PORT: '0' }, /The dashboard is at (.+)/);
  const [page = '', gateway = '', sandbox = ''] = url.match(/http:\S+/g) ?? [];
  return { page: new URL(page).origin, gateway, sandbox, stop };
}

/** Has a page ask another gateway over the same sandbox, which knows nothing yet. Returns its address. */
export async function useColdGateway(
  page: Page,
  sandbox: string,
  settings: Record<string, unknown> = {},
): Promise<string> {
  const documents = { mode: 'only', manifest: 'examples/dashboard/generated/persisted-documents.json' };
  const gateway = await startGatewayOver(sandbox, sandboxAccounts[0], {}, { documents, ...settings });
  onTestFinished(async () => {
    // A page whose stream breaks off complains, and opens it again.
    await page.close();
    await gateway.stop();
  });
  await page.route(/\/graphql/, (route, request) => {
    const { pathname } = new URL(request.url());
    route.continue({ url: new URL(pathname, gateway.url).href });
  });
  return gateway.url;
}

/** The upstream calls of a gateway so far, without those for addresses and tokens, which a process makes once an hour. */
export async function upstreamCalls(gateway: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', gateway))).text();
  const attempts = metrics.matchAll(/^gateway_upstream_attempts_total\{.*family="(\w+)".*\} (\d+)/gm);
  return [...attempts]
    .filter(([, family]) => family !== 'domainApi' && family !== 'sentinel')
    .reduce((sum, [, , count]) => sum + Number(count), 0);
}

/** Orders faults of the sandbox for the next `count` requests of an API. */
export async function orderFault(sandbox: string, api: string, kind: string, count: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox}/sandbox/faults`, { method: 'POST', headers, body: JSON.stringify({ api, kind, count }) });
}
