import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { rangeText } from './ask.ts';
import { startGatewayOver } from './processes.ts';

/** How many subscribe to one question, and for how many minutes. */
const SUBSCRIBERS = Number(process.argv[2] ?? 1000);
const MINUTES = Number(process.argv[3] ?? 3);

const DAY_MS = 24 * 60 * 60_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** When each request for analytics reached the sandbox. */
const calls: number[] = [];
const sandbox: Sandbox = await startSandbox({
  onRequest({ api }) {
    if (api === 'analytics') calls.push(performance.now());
  },
});
const [account] = sandbox.accounts;
if (account === undefined) throw new Error('The sandbox has no account.');
const limits = { perCaller: SUBSCRIBERS, total: SUBSCRIBERS };
const gateway = await startGatewayOver(sandbox.url, account, {}, { subscriptions: limits });

const range = rangeText(TODAY, TODAY + DAY_MS);
const query = `subscription { account(accountId: "${account.accountId}") {
  analytics(attempted: ${range}) { fetchedAt totals { attempted sent delivered read failed } }
} }`;

/** When each event came, by its number. */
const arrivals: number[][] = [];
const dispatcher = new Agent({ connections: SUBSCRIBERS, bodyTimeout: 0 });

/** Subscribes, and resolves with the first event. */
async function subscribe(): Promise<void> {
  const { statusCode, body } = await request(gateway.url, {
    method: 'POST',
    dispatcher,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  });
  if (statusCode !== 200) throw new Error(`HTTP ${statusCode}: ${await body.text()}`);
  let count = 0;
  await new Promise<void>((resolve) => {
    body.on('data', (chunk) => {
      for (const _ of String(chunk).matchAll(/^event: next$/gm)) {
        arrivals[count] ??= [];
        arrivals[count]?.push(performance.now());
        count += 1;
        resolve();
      }
    });
  });
}

await subscribe();
await sleep(5000);
const beforeMb = gateway.rssMb();
let peakMb = beforeMb;
const watch = setInterval(() => {
  peakMb = Math.max(peakMb, gateway.rssMb());
}, 100);
const begunAt = performance.now();
await Promise.all(Array.from({ length: SUBSCRIBERS - 1 }, subscribe));
const openedMs = performance.now() - begunAt;
await sleep(MINUTES * 60_000);
clearInterval(watch);

console.log(`${SUBSCRIBERS} subscribers to one question for ${MINUTES} minutes`);
console.log(`  all had the first event after ${Math.round(openedMs)} ms`);
console.log(`  upstream calls  ${calls.length}`);
const gaps = calls.slice(1).map((at, index) => ((at - (calls[index] ?? 0)) / 1000).toFixed(1));
console.log(`  seconds between them  ${gaps.join(', ')}`);
for (const [index, times] of arrivals.slice(1).entries()) {
  const spreadMs = Math.max(...times) - Math.min(...times);
  console.log(`  event ${index + 2}  ${times.length} times, ${Math.round(spreadMs)} ms from the first to the last`);
}
console.log(
  `  memory  ${Math.round(beforeMb)} MB with one, ${Math.round(gateway.rssMb())} MB with all, ${Math.round(peakMb)} MB at its peak`,
);
await gateway.stop();
await sandbox.close();
await dispatcher.destroy();
