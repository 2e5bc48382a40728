import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthenticator } from './callers/authenticate.ts';
import type { GatewayConfig } from './config.ts';
import type { ReportBug } from './errors.ts';
import { gracefulClose } from './graceful-close.ts';
import { createMetrics } from './metrics.ts';
import type { OnRequest } from './request-log.ts';
import { createGatewayServer } from './server.ts';
import { createTracer } from './tracing/create-tracer.ts';
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
  readonly onRequest?: OnRequest;
  /** Told once per outage of the collector of traces: an HTTP status, or a code such as `ECONNREFUSED`. */
  readonly onTracesLost?: (reason: string) => void;
  readonly now?: () => number;
};

/** A gateway that is listening. */
export type Gateway = {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /**
   * Says that it is not ready, after `door.drainMs` takes no more requests, finishes those that run, and lets go of all
   * connections: after another `deadlineMs` at the latest.
   */
  close(): Promise<void>;
};

/** A command that takes longer is given up: Redis must save time, not cost it. */
const REDIS_TIMEOUT_MS = 250;

/** A Redis that is not there by then is done without until it comes. */
const REDIS_START_MS = 1000;

/** Wires a configuration's accounts to a server and listens. Rejects when the address is taken, and with `ConfigError` when callers' keys cannot be read. */
export async function startGateway(config: GatewayConfig, options: GatewayOptions): Promise<Gateway> {
  const accountIds = config.accounts.map(({ accountId }) => accountId);
  const authenticator = await createAuthenticator(config.callers, accountIds);
  const metrics = createMetrics();
  const tracer = await createTracer(config.tracing, options.onTracesLost ?? (() => {}));
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
    upstreams,
    authenticator,
    web,
    limits,
    deadlineMs,
    allowNoCache: config.cache.allowNoCache,
    door,
    metrics,
    tracer,
    draining: () => draining,
  });
  // Longer than a load balancer keeps its own: else it may send a request by a connection that is just closing.
  server.keepAliveTimeout = door.keepAliveMs;
  const ending = gracefulClose(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${host}:${port}/graphql`,
    async close() {
      draining = true;
      ending.drain();
      await sleep(door.drainMs);
      const endsAt = Date.now() + deadlineMs;
      await ending.close(deadlineMs);
      // What runs on without a client, such as an alert with a key, is to end and be written down.
      await transport.close(endsAt - Date.now());
      if (redis !== null) await quitRedis(redis);
      await tracer.close();
    },
  };
}
