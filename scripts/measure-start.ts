import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT_ID, BEARER, GATEWAY_ADDRESS, median, type Running, start, startGatewayOver } from './processes.ts';

const RUNS = 5;

/** Until the process is at rest and has returned the garbage of its start. */
const REST_MS = 4000;

const account = { accountId: ACCOUNT_ID, credentials: { bearer: BEARER } };
const sandbox = await start('src/sandbox/main.ts', {}, /(http:\/\/127\.0\.0\.1:\d+)/);

/** Prints the time from a cold start to the first answered query, and the idle memory after it. */
const VARIANTS: Readonly<Record<string, () => Promise<Running>>> = {
  'with one account, over a sandbox in another process': () => startGatewayOver(sandbox.url, account),
  'with the embedded sandbox': () => start('src/main.ts', {}, GATEWAY_ADDRESS),
};
const measured = Object.entries(VARIANTS).map(([name, begin]) => {
  return { name, begin, answeredMs: [] as number[], idleMb: [] as number[] };
});
// In turns, so that a machine that is busy for a while slows all of them down.
for (let run = 0; run < RUNS; run += 1)
  for (const { begin, answeredMs, idleMb } of measured) {
    const startedAt = performance.now();
    const gateway = await begin();
    await answerFirst(gateway);
    answeredMs.push(performance.now() - startedAt);
    await sleep(REST_MS);
    idleMb.push(gateway.rssMb());
    await gateway.stop();
  }
await sandbox.stop();
for (const { name, answeredMs, idleMb } of measured) {
  const [fastest, slowest] = [Math.min(...answeredMs), Math.max(...answeredMs)].map(Math.round);
  console.log(`cold start ${name}, medians of ${RUNS}`);
  console.log(`  to the first answered query  ${Math.round(median(answeredMs))} ms (${fastest} to ${slowest})`);
  console.log(`  resident memory, idle        ${Math.round(median(idleMb))} MB`);
}

async function answerFirst({ url }: Running): Promise<void> {
  const query = `{ account(accountId: "${ACCOUNT_ID}") { handoffs(first: 1) { nodes { name } } } }`;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  if (!(await response.text()).includes('"nodes"')) throw new Error('The first query was not answered.');
}
