import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A web site at `http://localhost`, which is another one than that of a gateway at `http://127.0.0.1`. */
export type Site = {
  readonly origin: string;
  /** Has `/` show this from now on. */
  show(html: string): void;
  /** Has `/graphql` be that of a gateway, as behind a proxy that keeps the header Host. */
  front(gateway: string): void;
};

/** Where a page finds the modules of urql's client. */
const IMPORTS = {
  '@urql/core': '/node_modules/@urql/core/dist/urql-core.mjs',
  '@0no-co/graphql.web': '/node_modules/@0no-co/graphql.web/dist/graphql.web.mjs',
  wonka: '/node_modules/wonka/dist/wonka.mjs',
};

/** A page whose global `ask(url)` asks for `__typename` with urql's client as it is when nothing is set. */
export const URQL_PAGE = `<!doctype html><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script>globalThis.process = { env: { NODE_ENV: 'production' } }; // as a bundler replaces it</script>
<script type="module">
  import { Client, fetchExchange } from '@urql/core';
  globalThis.ask = async (url) => {
    const { data, error } = await new Client({ url, exchanges: [fetchExchange] }).query('{ __typename }', {});
    return data?.__typename ?? String(error);
  };
</script>`;

/** Starts one on a free port for the running test. */
export async function startSite(): Promise<Site> {
  let html = '';
  let gateway: string | null = null;
  const server = createServer(async (incoming, response) => {
    const { url = '/' } = incoming;
    if (gateway !== null && url.startsWith('/graphql')) pass(new URL(url, gateway), incoming, response);
    else if (url.startsWith('/node_modules/')) {
      response.setHeader('content-type', 'text/javascript').end(await readFile(`.${url}`));
    } else response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    show(next) {
      html = next;
    },
    front(url) {
      gateway = url;
    },
  };
}

function pass(url: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const outgoing = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.once('error', () => response.writeHead(502).end());
  incoming.pipe(outgoing);
}
