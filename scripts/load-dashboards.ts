import { ask, rangeText } from './ask.ts';

const DAY_MS = 24 * 60 * 60_000;
const DASHBOARDS = 1000;
const QUERIES = 50;

/** Sends a gateway a thousand queries at once and prints their latency. Arguments: its URL and an account id. */
const [url = '', accountId = ''] = process.argv.slice(2);
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** The query of a dashboard: the funnel of a day and, in every third, its latest messages. */
function dashboard(index: number): string {
  const startMs = today - (index + 2) * DAY_MS;
  const day = rangeText(startMs, startMs + DAY_MS);
  const latest = `transactions(attempted: ${day}, first: 20) { nodes { transactionId status handoff { name } } }`;
  return `{ account(accountId: "${accountId}") {
    analytics(attempted: ${day}) { totals { attempted sent responseRate } } ${index % 3 === 0 ? latest : ''} } }`;
}

async function timed(query: string): Promise<number> {
  const begin = performance.now();
  await ask({ url }, query);
  return performance.now() - begin;
}

const queries = Array.from({ length: DASHBOARDS }, (_, index) => dashboard(index % QUERIES));
const latencies = (await Promise.all(queries.map(timed))).toSorted((a, b) => a - b);
const at = (share: number) => Math.round(latencies[Math.floor((latencies.length - 1) * share)] ?? 0);
console.log(`p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
