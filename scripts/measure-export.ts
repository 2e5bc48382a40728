import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { answered429, ask, rangeText } from './ask.ts';
import { type Running, startGatewayOver } from './processes.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Days that are exported, alone and beside dashboards. */
const DAYS = Number(process.argv[2] ?? 38);
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** Requests of dashboards a second, each of which costs a call of transactions and one of analytics. */
const DASHBOARDS_PER_SECOND = 3;

/** When each request for transactions reached the sandbox: the export's, by their days, and the dashboards'. */
let calls: Record<'ofExport' | 'others', number[]> = { ofExport: [], others: [] };
const sandbox = await startSandbox({
  transactionsPerDay: 10_000,
  onRequest({ api, path }) {
    if (api !== 'transactions') return;
    const startMs = Number(/attemptedStartTime=(\d+)/.exec(path)?.[1]);
    calls[startMs >= TODAY - DAYS * DAY_MS ? 'ofExport' : 'others'].push(performance.now());
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
  calls = { ofExport: [], others: [] };
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
  console.log(`  its upstream calls    ${rateOf(calls.ofExport)}`);
  console.log(`  those of dashboards   ${rateOf(calls.others)}`);
  console.log(`  answers 429           ${await answered429(gateway)}`);
  console.log(`  memory                ${Math.round(before)} to ${Math.round(peak)} MB`);
  if (beside) {
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    console.log(`  dashboards            ${sorted.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  }
  await gateway.stop();
}

/** The number of calls, and how many came in a second from the first to the last. */
function rateOf(times: readonly number[]): string {
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  return seconds > 0 ? `${times.length}, ${((times.length - 1) / seconds).toFixed(2)} a second` : `${times.length}`;
}

/** Exports all days in a process of its own, so that reading does not delay the sandbox, and counts what came. */
async function exportAll(gateway: Running): Promise<{ items: number; bytes: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'export-'));
  const [query, out] = [join(folder, 'query.graphql'), join(folder, 'export.ndjson')];
  writeFileSync(
    query,
    `{ account(accountId: "${accountId}") { transactions(attempted: ${rangeText(TODAY - DAYS * DAY_MS, TODAY)}) {
      nodes { transactionId channel status attemptedTime deliveredTime skill error { code } campaign { campaignId } } } } }`,
  );
  const command = ['scripts/export.ts', '--url', gateway.url, '--query', query, '--out', out];
  const reader = spawn(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  await once(reader, 'exit');
  const lines = readFileSync(out, 'utf8').trimEnd();
  rmSync(folder, { recursive: true });
  const { done } = JSON.parse(lines.slice(lines.lastIndexOf('\n')));
  return { items: done.items, bytes: lines.length };
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
  const startMs = TODAY - (DAYS + 2 + (index % 300)) * DAY_MS + Math.floor(index / 300) * HOUR_MS;
  const hour = rangeText(startMs, startMs + HOUR_MS);
  await ask(
    gateway,
    `{ account(accountId: "${accountId}") { analytics(attempted: ${hour}) { totals { sent } }
      transactions(attempted: ${hour}, first: 20) { nodes { transactionId } } } }`,
  );
  return performance.now() - begin;
}
