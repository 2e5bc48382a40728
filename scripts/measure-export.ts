import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { type Running, startGatewayOver } from './processes.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Days that are exported, alone and beside dashboards. */
const DAYS = Number(process.argv[2] ?? 30);
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** Requests of dashboards a second, each of which costs a call of transactions and one of analytics. */
const DASHBOARDS_PER_SECOND = 3;

/** Requests for transactions that reached the sandbox: the export's, by their days, and the dashboards'. */
let calls = { ofExport: 0, others: 0 };
const sandbox = await startSandbox({
  transactionsPerDay: 10_000,
  onRequest({ api, path }) {
    if (api !== 'transactions') return;
    const startMs = Number(/attemptedStartTime=(\d+)/.exec(path)?.[1]);
    if (startMs >= TODAY - DAYS * DAY_MS) calls.ofExport += 1;
    else calls.others += 1;
  },
});
const [account] = sandbox.accounts;
if (account === undefined) throw new Error('The sandbox has no account.');
const { accountId } = account;

await measure('alone', false);
await measure('beside dashboards', true);
await sandbox.close();

async function measure(name: string, beside: boolean): Promise<void> {
  const gateway = await startGatewayOver(sandbox.url, account);
  await ask(gateway, `{ account(accountId: "${accountId}") { handoff(handoffId: "none") { name } } }`);
  await sleep(2000);
  calls = { ofExport: 0, others: 0 };
  const before = gateway.rssMb();
  let peak = before;
  const memory = setInterval(() => {
    peak = Math.max(peak, gateway.rssMb());
  }, 100);
  const ended = new AbortController();
  const latencies = beside ? dashboards(gateway, ended.signal) : Promise.resolve([]);
  const begun = performance.now();
  const { items, bytes } = await exportAll(gateway);
  const seconds = (performance.now() - begun) / 1000;
  ended.abort();
  const sorted = (await latencies).toSorted((a, b) => a - b);
  clearInterval(memory);
  console.log(`an export of ${DAYS} days ${name}`);
  console.log(`  transactions          ${items}, ${Math.round(bytes / 1024 ** 2)} MB, ${seconds.toFixed(1)} s`);
  console.log(`  its upstream calls    ${calls.ofExport}, ${(calls.ofExport / seconds).toFixed(2)} a second`);
  console.log(`  those of dashboards   ${calls.others}, ${(calls.others / seconds).toFixed(2)} a second`);
  console.log(`  answers 429           ${await answered429(gateway)}`);
  console.log(`  memory                ${Math.round(before)} to ${Math.round(peak)} MB`);
  if (beside) {
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    console.log(`  dashboards            ${sorted.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  }
  await gateway.stop();
}

/** Exports all days, and counts what came. */
async function exportAll(gateway: Running): Promise<{ items: number; bytes: number }> {
  const query = `{ account(accountId: "${accountId}") { transactions(attempted: ${range(TODAY - DAYS * DAY_MS, TODAY)}) {
    nodes { transactionId channel status attemptedTime deliveredTime skill error { code } campaign { campaignId } } } } }`;
  const response = await fetch(`${gateway.url}/export`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  let bytes = 0;
  let last = '';
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    last = (last + Buffer.from(chunk).toString('latin1')).slice(-1000);
  }
  const { done } = JSON.parse(last.trim().split('\n').at(-1) ?? '');
  return { items: done.items, bytes };
}

/** Dashboards over distinct hours until `signal` aborts; their latencies in milliseconds, infinite if they failed. */
async function dashboards(gateway: Running, signal: AbortSignal): Promise<number[]> {
  const asked: Promise<number>[] = [];
  for (let index = 0; !signal.aborted; index += 1) {
    asked.push(timed(gateway, index).catch(() => Number.POSITIVE_INFINITY));
    await sleep(1000 / DASHBOARDS_PER_SECOND);
  }
  return Promise.all(asked);
}

async function timed(gateway: Running, index: number): Promise<number> {
  const begin = performance.now();
  // Other days than the export's.
  const startMs = TODAY - (DAYS + 2 + (index % 300)) * DAY_MS + Math.floor(index / 300) * 3_600_000;
  const hour = range(startMs, startMs + 3_600_000);
  await ask(
    gateway,
    `{ account(accountId: "${accountId}") { analytics(attempted: ${hour}) { totals { sent } }
      transactions(attempted: ${hour}, first: 20) { nodes { transactionId } } } }`,
  );
  return performance.now() - begin;
}

function range(startMs: number, endMs: number): string {
  return `{ start: "${new Date(startMs).toISOString()}", end: "${new Date(endMs).toISOString()}" }`;
}

async function ask(gateway: Running, query: string): Promise<void> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
}

async function answered429(gateway: Running): Promise<number> {
  const text = await (await fetch(new URL('/metrics', gateway.url))).text();
  return [...text.matchAll(/outcome="429"[^}]*\} (\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}
