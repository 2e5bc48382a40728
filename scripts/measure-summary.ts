import { ask } from './ask.ts';
import { ACCOUNT_ID, startPair } from './processes.ts';

const DAY_MS = 24 * 60 * 60_000;
const DAYS = 40;

/** Counts about 300,000 transactions, part by part, and prints the gateway's memory, which stays flat unless pages leak. */
const { sandbox, gateway } = await startPair(10_000);
const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const attempted = { start: new Date(endMs - DAYS * DAY_MS).toISOString(), end: new Date(endMs).toISOString() };
const query = `query Count($attempted: TimeRangeInput!) {
  account(accountId: "${ACCOUNT_ID}") {
    transactionSummary(attempted: $attempted, by: [CAMPAIGN, ERROR]) { complete groupCount totals { attempted } }
  }
}`;

type Summary = { complete: boolean; groupCount: number; totals: { attempted: number } };

async function count(): Promise<Summary> {
  const { account } = await ask<{ account: { transactionSummary: Summary } }>(gateway, query, { attempted });
  return account.transactionSummary;
}

const begin = performance.now();
const print = (counted: number, groups: number) => {
  const seconds = Math.round((performance.now() - begin) / 1000);
  console.log(
    `  ${String(counted).padStart(7)} transactions in ${groups} groups, ${seconds} s  ${Math.round(gateway.rssMb())} MB resident`,
  );
};
print(0, 0);
for (let complete = false; !complete; ) {
  const summary = await count();
  print(summary.totals.attempted, summary.groupCount);
  complete = summary.complete;
}
await gateway.stop();
await sandbox.stop();
