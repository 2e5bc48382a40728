import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { answered429, ask, rangeText } from './ask.ts';
import { freePort } from './free-port.ts';
import { type Running, startGatewayOver } from './processes.ts';
import { startRedisServer } from './redis-server.ts';

const DAY_MS = 24 * 60 * 60_000;
const EXPORT_DAYS = 30;
const PER_DAY = 10_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** When each request reached the sandbox, by API. */
const seen = new Map<string, number[]>();
const sandbox: Sandbox = await startSandbox({
  transactionsPerDay: PER_DAY,
  onRequest: ({ api }) => void seen.set(api, [...(seen.get(api) ?? []), performance.now()]),
});
const [account] = sandbox.accounts;
if (account === undefined) throw new Error('The sandbox has no account.');
const { accountId } = account;

await dashboards();
await exportOf(1);
await exportOf(2);
await sandbox.close();

/** A thousand clients at once with fifty distinct queries: see `load-dashboards.ts`. */
async function dashboards(): Promise<void> {
  const gateway = await startGatewayOver(sandbox.url, account);
  // Warm up: a token and a connection.
  await ask(gateway, `{ account(accountId: "${accountId}") { handoff(handoffId: "none") { name } } }`);
  seen.clear();
  // A separate process, so that writing a thousand requests does not block the sandbox.
  const clients = spawn(process.execPath, ['scripts/load-dashboards.ts', gateway.url, accountId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const latency = (await clients.stdout.toArray()).join('').trim();
  console.log('1,000 dashboards at once over 50 distinct queries');
  console.log(`  upstream calls  ${[...seen].map(([api, times]) => `${api} ${times.length}`).join(', ')}`);
  console.log(`  answers 429     ${await answered429(gateway)}`);
  console.log(`  latency         ${latency}`);
  await gateway.stop();
}

/** Exports a month's transactions with one or two gateway processes, each with its own share of the days. */
async function exportOf(processes: 1 | 2): Promise<void> {
  const redis = processes === 1 ? null : await startRedis();
  const gateways = await Promise.all(
    Array.from({ length: processes }, () =>
      startGatewayOver(sandbox.url, account, redis === null ? {} : { REDIS_URL: redis.url }),
    ),
  );
  seen.clear();
  const before = gateways.map((gateway) => gateway.rssMb());
  const peak = [...before];
  const days = EXPORT_DAYS / processes;
  const counts = await Promise.all(
    gateways.flatMap((gateway, index) =>
      // Two walks at once, so that one requests a page while the other reads its own.
      [0, 0.5].map((half) => {
        const endMs = TODAY - (index + half) * days * DAY_MS;
        return walk(gateway, endMs - (days / 2) * DAY_MS, endMs, () => {
          peak[index] = Math.max(peak[index] ?? 0, gateway.rssMb());
        });
      }),
    ),
  );
  const times = seen.get('transactions') ?? [];
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  console.log(`an export of ${EXPORT_DAYS} days by ${processes === 1 ? 'one process' : 'two processes on one Redis'}`);
  console.log(`  transactions            ${counts.reduce((sum, count) => sum + count, 0)}`);
  console.log(
    `  upstream calls          ${times.length} in ${seconds.toFixed(1)} s, ${((times.length - 1) / seconds).toFixed(2)} a second`,
  );
  console.log(`  most in any one second  ${mostInOneSecond(times)}`);
  console.log(`  answers 429             ${(await Promise.all(gateways.map(answered429))).join(', ')}`);
  console.log(
    `  memory, start to peak   ${before.map((mb, index) => `${Math.round(mb)} to ${Math.round(peak[index] ?? 0)} MB`).join(', ')}`,
  );
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await redis?.stop();
}

async function walk(gateway: Running, startMs: number, endMs: number, onPage: () => void): Promise<number> {
  const seenIds = new Set<string>();
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await page(gateway, startMs, endMs, after);
    for (const { transactionId } of nodes) seenIds.add(transactionId);
    onPage();
    if (!pageInfo.hasNextPage) return seenIds.size;
    after = pageInfo.endCursor;
  }
}

type Page = { nodes: { transactionId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

async function page(gateway: Running, startMs: number, endMs: number, after: string | null): Promise<Page> {
  const cursor = after === null ? '' : `, after: "${after}"`;
  const data = await ask<{ account: { transactions: Page } }>(
    gateway,
    `{ account(accountId: "${accountId}") { transactions(attempted: ${rangeText(startMs, endMs)}, first: 1000${cursor}) {
      nodes { transactionId status } pageInfo { hasNextPage endCursor } } } }`,
  );
  return data.account.transactions;
}

function mostInOneSecond(times: readonly number[]): number {
  return Math.max(
    0,
    ...times
      .map((time, index) => times.slice(index).findIndex((later) => later >= time + 1000))
      .map((count, index) => (count === -1 ? times.length - index : count)),
  );
}

async function startRedis() {
  const port = await freePort();
  const server = await startRedisServer(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill();
      await once(server, 'exit');
    },
  };
}
