import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Redis } from 'ioredis';
import type { Authenticator } from '../callers/authenticate.ts';
import { createSpending } from '../callers/spending.ts';
import type { GatewayConfig } from '../config/config.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { createTracer } from '../tracing/create-tracer.ts';
import { createTransport } from '../upstream/http/transport.ts';
import { createAnswerMemory } from '../upstream/traffic/answer-memory.ts';
import { connectRedis, quitRedis, redisReady } from '../upstream/traffic/redis.ts';
import { redisWarnings } from '../upstream/traffic/redis-warnings.ts';
import type { UpstreamFailure } from '../upstream/traffic/upstream-failure.ts';
import { createDoor } from './door.ts';
import { gracefulClose } from './graceful-close.ts';
import { createMetrics } from './metrics.ts';
import type { OnRequest } from './request-log.ts';
import { createGatewayServer } from './server.ts';
import { createServing } from './serving.ts';

/** Where a gateway listens, and what it tells when something is its own fault. */
export type GatewayOptions = {
  readonly host: string;
  readonly port: number;
  readonly reportBug: ReportBug;
  /** The Redis that several processes share budgets, answers, tokens and idempotency keys through; without it nothing is shared. */
  readonly redisUrl?: string | undefined;
  /** Told once per outage of Redis. */
  readonly onRedisDown?: (error: Error) => void;
  /** Called once per outage in which Redis refuses to write, with the first word of its error, for example `READONLY`. */
  readonly onRedisWriteRefused?: (reason: string) => void;
  /** Called at the start for each setting by which Redis may lose idempotency keys. */
  readonly onRedisWarning?: (sentence: string) => void;
  readonly onRequest?: OnRequest;
  /** Told of each attempt at an upstream call that failed. Must be quick and must not throw. */
  readonly onUpstreamFailure?: (failure: UpstreamFailure) => void;
  /** Told once per outage of the collector of traces: an HTTP status, or a code such as `ECONNREFUSED`. */
  readonly onTracesLost?: (reason: string) => void;
  readonly now?: () => number;
  /** Finds out who asks in place of what configurations say, for callers that none can name. */
  readonly authenticator?: Authenticator | undefined;
};

/** A gateway that is listening. */
export type Gateway = {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /**
   * Serves by another configuration from now on; requests that run end by the one that they began with. Resolves with
   * the settings that changed and take effect at the next start only. Rejects when `read` throws, and with `ConfigError`
   * when the configuration cannot work; then the one before stays. Not to be called again before it is settled.
   */
  reload(read: () => GatewayConfig): Promise<readonly string[]>;
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

/** Wires a configuration's accounts to a server and listens. Rejects when the address is taken, and with `ConfigError` when the configuration cannot work. */
export async function startGateway(config: GatewayConfig, options: GatewayOptions): Promise<Gateway> {
  const { now = Date.now, reportBug, authenticator } = options;
  const metrics = createMetrics();
  const transport = createTransport(config.http);
  const redis = await startRedis(options);
  const answers = createAnswerMemory(config.cache.maxBytes);
  const kept = {
    shared: {
      transport: transport.send,
      observer: metrics.observer,
      onFailure: options.onUpstreamFailure,
      redis,
      answers,
    },
    spending: createSpending(redis),
    reportBug,
    now,
    authenticator,
  };
  let serving = await createServing(config, kept);
  const tracer = await createTracer(config.tracing, options.onTracesLost ?? (() => {}));
  let draining = false;
  let reloadFailed = false;
  const { drainMs, keepAliveMs, ...room } = config.door;
  const server = createGatewayServer({
    serving: () => serving,
    door: createDoor(room),
    sockets: { deadlineMs: config.deadlineMs, keepAliveMs },
    metrics,
    tracer,
    draining: () => draining,
    reloadFailed: () => reloadFailed,
    onRequest: options.onRequest,
    reportBug,
    now,
  });
  const ending = gracefulClose(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  return {
    url: urlOf(server.address() as AddressInfo),
    async reload(read) {
      reloadFailed = true;
      const next = read();
      serving = await createServing(next, kept, serving);
      reloadFailed = false;
      return changedForLater(config, next);
    },
    async close() {
      draining = true;
      ending.drain();
      await sleep(drainMs);
      const { deadlineMs } = serving.config;
      const endsAt = Date.now() + deadlineMs;
      await ending.close(deadlineMs);
      // What runs on without a client, such as an alert with a key, is to end and be written down.
      await transport.close(endsAt - Date.now());
      if (redis !== null) await quitRedis(redis);
      await tracer.close();
    },
  };
}

async function startRedis({
  redisUrl,
  onRedisDown = () => {},
  onRedisWriteRefused = () => {},
  onRedisWarning = () => {},
}: GatewayOptions): Promise<Redis | null> {
  if (redisUrl === undefined) return null;
  const listener = { onDown: onRedisDown, onWriteRefused: onRedisWriteRefused };
  const redis = connectRedis(redisUrl, REDIS_TIMEOUT_MS, listener);
  await redisReady(redis, REDIS_START_MS);
  for (const sentence of await redisWarnings(redis)) onRedisWarning(sentence);
  return redis;
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/graphql`;
}

/** The settings that differ from those that the process was started with, and are not looked at again. */
function changedForLater(config: GatewayConfig, next: GatewayConfig): readonly string[] {
  const settings = {
    'cache.maxBytes': (of: GatewayConfig) => of.cache.maxBytes,
    door: (of: GatewayConfig) => of.door,
    http: (of: GatewayConfig) => of.http,
    tracing: (of: GatewayConfig) => of.tracing,
  };
  return Object.entries(settings).flatMap(([path, of]) => (isDeepStrictEqual(of(config), of(next)) ? [] : [path]));
}
