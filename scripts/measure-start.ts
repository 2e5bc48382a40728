import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT_ID, GATEWAY_ADDRESS, median, start } from './processes.ts';

const RUNS = 5;

/** Prints the time from a cold start, with the sandbox, to the first answered query, and the idle memory after it. */
const answeredMs: number[] = [];
const idleMb: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const begin = performance.now();
  const gateway = await start('src/main.ts', {}, GATEWAY_ADDRESS);
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `{ account(accountId: "${ACCOUNT_ID}") { handoffs(first: 1) { nodes { name } } } }`,
    }),
  });
  if (!(await response.text()).includes('"nodes"')) throw new Error('The first query was not answered.');
  answeredMs.push(performance.now() - begin);
  await sleep(2000);
  idleMb.push(gateway.rssMb());
  await gateway.stop();
}
console.log(`cold start with the embedded sandbox, medians of ${RUNS}`);
console.log(
  `  to the first answered query  ${Math.round(median(answeredMs))} ms (slowest ${Math.round(Math.max(...answeredMs))})`,
);
console.log(`  resident memory, idle        ${Math.round(median(idleMb))} MB`);
