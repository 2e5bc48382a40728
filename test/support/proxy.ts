import { Agent, createServer, get, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A proxy as gateways stand behind: it keeps its connections to them, and repeats nothing that failed. */
export type TestProxy = {
  /** The address that clients ask at. */
  readonly url: string;
  /** Sends a share of the requests to this origin for as long as its `/health/ready` is 200. */
  add(origin: string): void;
  /** How many backends are ready. */
  ready(): number;
};

type Backend = { readonly origin: string; readonly agent: Agent; ready: boolean };

/** Milliseconds between two looks at a backend's health. */
const POLL_MS = 50;

/** Starts one on a free port for the running test. A request that it can give to nobody, or whose answer is lost, is 502. */
export async function startProxy(): Promise<TestProxy> {
  const backends: Backend[] = [];
  let turn = 0;
  const server = createServer((incoming, response) => {
    const ready = backends.filter((backend) => backend.ready);
    turn += 1;
    const backend = ready[turn % ready.length];
    if (backend === undefined) response.writeHead(502).end('nobody is ready');
    else pass(backend, incoming, response);
  });
  const polling = setInterval(() => backends.forEach(look), POLL_MS);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    clearInterval(polling);
    for (const { agent } of backends) agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    add(origin) {
      backends.push({ origin, agent: new Agent({ keepAlive: true }), ready: false });
    },
    ready: () => backends.filter((backend) => backend.ready).length,
  };
}

function pass({ origin, agent }: Backend, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url = '/', headers } = incoming;
  const { connection: _, ...kept } = headers;
  const outgoing = request(new URL(url, origin), { method, headers: kept, agent }, (answer) => {
    const { connection: _, 'keep-alive': __, ...shown } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, shown);
    answer.on('error', () => response.destroy()).pipe(response);
  });
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end(error.message);
  });
  incoming.pipe(outgoing);
}

function look(backend: Backend): void {
  get(new URL('/health/ready', backend.origin), { agent: backend.agent }, (answer) => {
    backend.ready = answer.statusCode === 200;
    answer.resume();
  }).on('error', () => {
    backend.ready = false;
  });
}
