import type { AddressInfo } from 'node:net';
import type { GatewayConfig } from './config.ts';
import type { ReportBug } from './errors.ts';
import { createGatewayServer } from './server.ts';
import { createTransport } from './upstream/http/transport.ts';
import { createAccountUpstreams } from './upstream/upstreams.ts';

/** Where a gateway listens, and what it tells when something is its own fault. */
export type GatewayOptions = {
  readonly host: string;
  readonly port: number;
  readonly reportBug: ReportBug;
  readonly now?: () => number;
};

/** A gateway that is listening. */
export type Gateway = {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /** Takes no more requests, finishes those that run, and lets go of all connections. */
  close(): Promise<void>;
};

/** Wires a configuration's accounts to a server and listens. Rejects when the address is taken. */
export async function startGateway(config: GatewayConfig, options: GatewayOptions): Promise<Gateway> {
  const transport = createTransport(config.http);
  const upstreams = new Map(
    config.accounts.map((account) => [account.accountId, createAccountUpstreams(account, config, transport.send)]),
  );
  const { limits, deadlineMs } = config;
  const server = createGatewayServer({ ...options, upstreams, limits, deadlineMs });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}/graphql`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
      await transport.close();
    },
  };
}
