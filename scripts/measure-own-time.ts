import { request } from 'undici';
import { rangeText } from './ask.ts';
import { ACCOUNT_ID, BEARER, median, startPair } from './processes.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const RUNS = 60;
const WARM_UP = 30;
const FIELDS = `id transactionId app channel channelCode skill initialChannel initialChannelCode initialSkill status statusCode
  attemptedTime inviteTime eligibleTime sentTime deliveredTime readTime failedTime skippedTime cancelledTime optInTime optOutTime
  conversationCreatedTime conversationClosedTime consumerId conversationId ivrNumber campaignId handoffId`;

/** Prints the time that a page of 1,000 transactions with all scalar fields takes in addition to its upstream calls. */
const { sandbox, gateway } = await startPair(4000);
// Three hours with about 1,000 transactions: the gateway reads them as one slice, with the calls that are timed alone.
const startMs = Math.floor(Date.now() / DAY_MS - 2) * DAY_MS + 15 * HOUR_MS;
const upstreamUrl = `${sandbox.url}/api/account/${ACCOUNT_ID}/app/prmsg/transactions/?attemptedStartTime=${startMs}&attemptedEndTime=${startMs + 3 * HOUR_MS}`;
const attempted = rangeText(startMs, startMs + 3 * HOUR_MS);
const query = `{ account(accountId: "${ACCOUNT_ID}") { transactions(first: 1000, attempted: ${attempted}) { nodes { ${FIELDS} } } } }`;

/** Reads the upstream pages of these hours one after another, as the gateway does. */
async function readUpstream(): Promise<number> {
  let rows = 0;
  for (let offset = 0; offset >= 0; ) {
    const headers = { authorization: `Bearer ${BEARER}`, 'content-type': 'application/json' };
    const response = await request(`${upstreamUrl}&offset=${offset}`, { method: 'GET', headers, body: '{}' });
    const text = await response.body.text();
    const { page, transactions } = JSON.parse(text) as { page: { nextOffset: number }; transactions: unknown[] };
    rows += transactions.length;
    offset = page.nextOffset;
  }
  return rows;
}

async function queryGateway(): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await request(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const text = await response.body.text();
  if (text.includes('"errors"')) throw new Error(text.slice(0, 500));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const upstreamMs: number[] = [];
const gatewayMs: number[] = [];
for (let run = 0; run < RUNS + WARM_UP; run += 1) {
  const [direct, through] = [await timed(readUpstream), await timed(queryGateway)];
  if (run >= WARM_UP) {
    upstreamMs.push(direct);
    gatewayMs.push(through);
  }
}
const own = gatewayMs.map((through, run) => through - (upstreamMs[run] ?? 0));
console.log(`transactions(first: 1000), all scalar fields, medians of ${RUNS} pairs of runs`);
console.log(`  upstream alone, read and parsed  ${median(upstreamMs).toFixed(1)} ms`);
console.log(`  through the gateway              ${median(gatewayMs).toFixed(1)} ms`);
console.log(`  the gateway's own time           ${median(own).toFixed(1)} ms`);
await gateway.stop();
await sandbox.stop();
