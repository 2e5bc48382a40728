import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthenticator } from './callers/authenticate.ts';
import type { GatewayConfig } from './config.ts';
import type { ReportBug } from './errors.ts';
import { gracefulClose } from './graceful-close.ts';
import { createMetrics } from './metrics.ts';
import { schema } from './schema/schema.ts';
import { subgraphSchema } from './schema/subgraph.ts';
import { createGatewayServer } from './server.ts';
import { createTransport } from './upstream/http/transport.ts';
import { createAnswerMemory } from './upstream/traffic/answer-memory.ts';
import { connectRedis, quitRedis, redisReady } from './upstream/traffic/redis.ts';
import { createUpstreams } from './upstream/upstreams.ts';

/** Where a gateway listens, and what it tells when something is its own fault. */
export type GatewayOptions = {
  readonly host: string;
  readonly port: number;
  readonly reportBug: ReportBug;
  /** The Redis that several processes share budgets, answers, tokens and idempotency keys through; without it nothing is shared. */
  readonly redisUrl?: string | undefined;
  /** Told once per outage of Redis. */
  readonly onRedisDown?: (error: Error) => void;
  readonly now?: () => number;
};

/** A gateway that is listening. */
export type Gateway = {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /** Says that it is not ready, after `door.drainMs` takes no more requests, finishes those that run, and lets go of all connections. */
  close(): Promise<void>;
};

/** A command that takes longer is given up: Redis must save time, not cost it. */
const REDIS_TIMEOUT_MS = 250;

/** A Redis that is not there by then is done without until it comes. */
const REDIS_START_MS = 1000;

/** Wires a configuration's accounts to a server and listens. Rejects when the address is taken. */
export async function startGateway(config: GatewayConfig, options: GatewayOptions): Promise<Gateway> {
  const authenticator = await createAuthenticator(config.callers);
  const metrics = createMetrics();
  const transport = createTransport(config.http);
  const redis =
    options.redisUrl === undefined
      ? null
      : connectRedis(options.redisUrl, REDIS_TIMEOUT_MS, options.onRedisDown ?? (() => {}));
  if (redis !== null) await redisReady(redis, REDIS_START_MS);
  const answers = createAnswerMemory(config.cache.maxBytes);
  const shared = { transport: transport.send, observer: metrics.observer, redis, answers };
  const upstreams = createUpstreams(config.accounts, config, shared);
  const { limits, deadlineMs, door, web } = config;
  let draining = false;
  const server = createGatewayServer({
    ...options,
    schema: config.federation ? subgraphSchema(schema) : schema,
    upstreams,
    authenticator,
    web,
    limits,
    deadlineMs,
    allowNoCache: config.cache.allowNoCache,
    door,
    metrics,
    draining: () => draining,
  });
  const closeServer = gracefulClose(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}/graphql`,
    async close() {
      draining = true;
      await sleep(door.drainMs);
      await closeServer(deadlineMs);
      await transport.close();
      if (redis !== null) await quitRedis(redis);
    },
  };
}
