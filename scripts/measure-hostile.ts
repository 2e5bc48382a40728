import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ACCOUNT_ID, GATEWAY_ADDRESS, start } from './processes.ts';

/** Minutes of attack. */
const MINUTES = Number(process.argv[2] ?? 2);

const DAY = '{ start: "2026-01-01T00:00:00Z", end: "2026-01-02T00:00:00Z" }';
const SEND = 'mutation ($v: [SendProactiveAlertInput!]!) { sendProactiveAlerts(inputs: $v) { __typename } }';
const WRONG = Array.from({ length: 300_000 }, () => ({}));
const IDS = Array.from({ length: 1000 }, (_, index) => `wrong ${index}`);
const CAMPAIGNS = Array.from({ length: 70_000 }, (_, index) => `c${index}`);
const LONG = Array.from({ length: 9 }, () => 'x'.repeat(100_000));

const inAccount = (fields: string) => `account(accountId: "${ACCOUNT_ID}") { ${fields} }`;
const tenAliases = Array.from(
  { length: 10 },
  (_, index) => `a${index}: transactions(attempted: ${DAY}, filter: { campaignIds: $v }) { nodes { id } }`,
);
const previews = Array.from({ length: 49 }, (_, index) => `p${index}: preview(values: $v)`);

let documents = 0;

/** A document that never came before. */
function newDocument(): string {
  documents += 1;
  const fields = Array.from({ length: 15 }, (_, index) => `d${documents}_${index}: campaign(campaignId: "c") { id }`);
  return `query D${documents} { ${inAccount(fields.join(' '))} }`;
}

/** Requests of at most a megabyte, each of which once took minutes, or all the memory. */
const REQUESTS: readonly (() => object)[] = [
  () => ({ query: 'query ($v: [ID!]!) { nodes(ids: $v) { id } }', variables: { v: WRONG } }),
  () => ({ query: SEND, variables: { v: WRONG } }),
  () => ({ query: `query ($v: [ID!]!) {${'\n'.repeat(400_000)}nodes(ids: $v) { id } }`, variables: { v: IDS } }),
  () => ({ query: 'query ($v: Int) { a(b: $v) }', variables: { v: 'got invalid value '.repeat(20_000) } }),
  () => ({ query: `query ($v: [String!]) { ${inAccount(tenAliases.join(' '))} }`, variables: { v: CAMPAIGNS } }),
  () => ({
    query: `query ($v: [String!]!) { ${inAccount(`handoffs { nodes { channels { messageComponents { ${previews.join(' ')} } } } }`)} }`,
    variables: { v: LONG },
  }),
  () => ({ query: newDocument() }),
];

/** A gateway with a heap of 512 MB, attacked from here: prints what others saw meanwhile, and what is left of it. */
const gateway = await start('src/main.ts', { NODE_OPTIONS: '--max-old-space-size=512' }, GATEWAY_ADDRESS);
const { hostname, port } = new URL(gateway.url);
const post = (body: object) =>
  fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(async (response) => `${response.status} ${(await response.text()).length}`);

const latencies: number[] = [];
const honest: number[] = [];
let peakMb = 0;
let refused = 0;
const endsAt = Date.now() + MINUTES * 60_000;
const running = () => Date.now() < endsAt;

/** Asks again and again, and notes how long each answer took. */
async function probe(ask: () => Promise<Response>, times: number[]): Promise<void> {
  while (running()) {
    const begunAt = performance.now();
    const response = await ask();
    await response.arrayBuffer();
    if (response.status === 503) refused += 1;
    times.push(performance.now() - begunAt);
    peakMb = Math.max(peakMb, gateway.rssMb());
    await sleep(50);
  }
}

async function attack(index: number): Promise<void> {
  for (let next = index; running(); next += 1) {
    await post(REQUESTS[next % REQUESTS.length]?.() ?? {}).catch(() => undefined);
  }
}

/** Heads whose bodies never come, and clients that read nothing of their answers. */
async function idle(): Promise<void> {
  while (running()) {
    const sockets = Array.from({ length: 100 }, () => connect(Number(port), hostname));
    for (const [index, socket] of sockets.entries()) {
      socket.on('error', () => undefined);
      const length = index % 2 === 0 ? 1000 : 0;
      const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\ncontent-length: `;
      const body = JSON.stringify({ query: `{ ${inAccount('handoffs { nodes { raw } }')} }` });
      socket.pause().write(length > 0 ? `${head}${length}\r\n\r\n` : `${head}${body.length}\r\n\r\n${body}`);
    }
    await sleep(2000);
    for (const socket of sockets) socket.destroy();
  }
}

await post({ query: `{ ${inAccount('handoffs { nodes { name } }')} }` });
const beganMb = gateway.rssMb();
const health = new URL('/health/live', gateway.url);
const question = new URLSearchParams({ query: `{ ${inAccount('id')} }` });
await Promise.all([
  probe(() => fetch(health), latencies),
  probe(() => fetch(`${gateway.url}?${question}`, { headers: { 'apollo-require-preflight': '1' } }), honest),
  attack(0),
  attack(3),
  idle(),
]);
await sleep(10_000);
const alive = (await fetch(health)).status === 200;

const at = (times: readonly number[], share: number) =>
  Math.round(times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? Number.NaN);
console.log(`${MINUTES} minutes of hostile requests, heap of 512 MB: ${alive ? 'alive' : 'dead'}`);
console.log(`  health   p50 ${at(latencies, 0.5)}, p99 ${at(latencies, 0.99)}, slowest ${at(latencies, 1)} ms`);
console.log(
  `  a query  p50 ${at(honest, 0.5)}, p99 ${at(honest, 0.99)}, slowest ${at(honest, 1)} ms, ${refused} refused`,
);
console.log(
  `  memory   ${Math.round(beganMb)} MB before, ${Math.round(peakMb)} MB at its peak, ${Math.round(gateway.rssMb())} MB after`,
);
await gateway.stop();
