import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type SandboxAccount, sandboxAccounts } from './accounts.ts';
import { type Answer, createAnswer } from './answer.ts';
import { createArrivals } from './arrivals.ts';
import { createFaultList, type FaultList, playFault } from './faults.ts';
import { bodyOf, readExchange, send } from './http-exchange.ts';
import { envelope } from './refusal.ts';
import { routeOf } from './routes.ts';
import { type SandboxOptions, type Settings, settingsFrom } from './settings.ts';
import { sandboxKeys } from './token.ts';

export type { SandboxAccount } from './accounts.ts';
export type { SandboxOptions, SandboxRequest } from './settings.ts';

/** A running sandbox: LivePerson's outbound HTTP APIs with made-up data on one port. */
export type Sandbox = {
  /** Base URL of every API, without a trailing slash. */
  url: string;
  accounts: readonly SandboxAccount[];
  /** Stops listening and drops all connections, including those with a request in progress. */
  close(): Promise<void>;
};

/** Starts a sandbox. Rejects with a RangeError on invalid options, and when the port is in use. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settingsFrom(options);
  const faults = createFaultList();
  const server = createServer(listener(settings, faults, createAnswer(settings, faults)));
  // Longer than a person pauses between two requests, so that clients can reuse their connections.
  server.keepAliveTimeout = 60_000;
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  // A failure surfaces when the first token is requested.
  sandboxKeys().catch(() => undefined);
  return {
    url: urlOf(server.address() as AddressInfo),
    accounts: sandboxAccounts,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listener(settings: Settings, faults: FaultList, answer: Answer): RequestListener {
  const arrivalTime = createArrivals();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = await readExchange(request, arrivalTime());
    const found = routeOf(exchange);
    if (found === undefined)
      return send(response, envelope(404, `There is no ${exchange.method} ${exchange.pathname}`));
    const { method, path, headers } = exchange;
    settings.onRequest({ api: found.route.api, method, path, headers, body: bodyOf(exchange) });
    const fault = faults.take(found.route.api);
    if (fault === undefined) send(response, await answer(exchange, found));
    else await playFault(fault, found.route.api, response, () => answer(exchange, found));
  };
  return (request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, envelope(500, 'Internal server error'));
    });
  };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
