import { ask } from './ask.ts';
import { ACCOUNT_ID, startPair } from './processes.ts';

const DAY_MS = 24 * 60 * 60_000;
const TRANSACTIONS = 100_000;
const PAGE = 500;

/** Reads 100,000 transactions page by page and prints the gateway's memory, which stays flat unless pages leak. */
const { sandbox, gateway } = await startPair(10_000);
const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const attempted = { start: new Date(endMs - 20 * DAY_MS).toISOString(), end: new Date(endMs).toISOString() };
const query = `query Walk($attempted: TimeRangeInput!, $after: String) {
  account(accountId: "${ACCOUNT_ID}") {
    transactions(attempted: $attempted, first: ${PAGE}, after: $after) {
      nodes { transactionId status attemptedTime campaignId }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

type Page = { nodes: { transactionId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };

async function page(after: string | null): Promise<Page> {
  const { account } = await ask<{ account: { transactions: Page } }>(gateway, query, { attempted, after });
  return account.transactions;
}

const seen = new Set<string>();
const begin = performance.now();
let after: string | null = null;
for (let next = TRANSACTIONS / 10; seen.size < TRANSACTIONS; ) {
  const { nodes, pageInfo } = await page(after);
  for (const { transactionId } of nodes) seen.add(transactionId);
  after = pageInfo.endCursor;
  if (!pageInfo.hasNextPage) break;
  if (seen.size < next) continue;
  console.log(`  ${String(seen.size).padStart(7)} transactions  ${Math.round(gateway.rssMb())} MB resident`);
  next += TRANSACTIONS / 10;
}
console.log(
  `${seen.size} distinct transactions in pages of ${PAGE}, ${Math.round((performance.now() - begin) / 1000)} s`,
);
await gateway.stop();
await sandbox.stop();
