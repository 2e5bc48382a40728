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
import { type WatchedMemory, watched } from '../upstream/traffic/watched-memory.ts';
import { createBodies } from './bodies.ts';
import { createDoor } from './door.ts';
import { createExportPlaces } from './export-places.ts';
import { gracefulClose } from './graceful-close.ts';
import { startGuard } from './guard.ts';
import { setLeanHeap } from './lean-heap.ts';
import { createMetrics } from './metrics.ts';
import type { OnRequest } from './request-log.ts';
import { createGatewayServer } from './server.ts';
import { createServing, WHOLE_SHARE } from './serving.ts';
import { arrivalLimits } from './socket-limits.ts';
import { createStreams } from './streams.ts';

/** Where a gateway listens, and what it reports to. */
export type GatewayOptions = {
  readonly host: string;
  readonly port: number;
  readonly reportBug: ReportBug;
  /** The Redis through which processes share budgets, cached answers, tokens and idempotency keys; without it nothing is shared. */
  readonly redisUrl?: string | undefined;
  /** Called once per outage of Redis. */
  readonly onRedisDown?: (error: Error) => void;
  /** Called once per outage in which Redis refuses to write, with the first word of its error, for example `READONLY`. */
  readonly onRedisWriteRefused?: (reason: string) => void;
  /** Called at the start for each setting by which Redis may lose idempotency keys. */
  readonly onRedisWarning?: (sentence: string) => void;
  readonly onRequest?: OnRequest;
  /** The number of lines that the log has dropped so far. */
  readonly droppedLines?: () => number;
  /** Called with each failed attempt at an upstream call. Must be quick and must not throw. */
  readonly onUpstreamFailure?: (failure: UpstreamFailure) => void;
  /** Called once per outage of the trace collector, with an HTTP status or a code, for example `ECONNREFUSED`. */
  readonly onTracesLost?: (reason: string) => void;
  readonly now?: () => number;
  /** Replaces the authentication of the configuration. */
  readonly authenticator?: Authenticator | undefined;
};

/** A gateway that is listening. */
export type Gateway = {
  /** The address of its GraphQL endpoint. */
  readonly url: string;
  /**
   * Switches to another configuration; running requests keep theirs. Resolves with the changed settings that take effect
   * only at the next start. Rejects if `read` throws, and with `ConfigError` if the configuration cannot work; the gateway
   * then keeps its configuration. Do not call it again before it settles.
   */
  reload(read: () => GatewayConfig): Promise<readonly string[]>;
  /**
   * Reports that it is not ready, after `door.drainMs` ends all exports and stops listening, finishes the running requests
   * and closes all connections, at most `deadlineMs` later.
   */
  close(): Promise<void>;
};

/** The timeout of a Redis command: Redis must save time, not cost it. */
const REDIS_TIMEOUT_MS = 250;

/** How long the start waits for Redis; the gateway then runs without it until it is reachable. */
const REDIS_START_MS = 1000;

/** Time for requests that are in transit when the gateway stops listening. */
const LINGER_MS = 200;

/** Starts a gateway. Rejects if the address is in use, and with `ConfigError` if the configuration cannot work. */
export async function startGateway(config: GatewayConfig, options: GatewayOptions): Promise<Gateway> {
  const { now = Date.now, reportBug, authenticator } = options;
  const metrics = createMetrics(options.droppedLines);
  const transport = createTransport(config.http);
  const redis = await startRedis(options);
  const answers = answerMemory(config.cache);
  const servingOptions = {
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
  let serving = await createServing(config, servingOptions);
  const tracer = await createTracer(config.tracing, options.onTracesLost ?? (() => {}));
  let draining = false;
  let reloadFailed = false;
  const { drainMs, keepAliveMs } = config.door;
  const places = createExportPlaces(setLeanHeap);
  const guard = startGuard(config.guard, () => answers?.clear());
  const streams = createStreams();
  const server = createGatewayServer({
    serving: () => serving,
    door: createDoor(config.door),
    bodies: createBodies(config.door),
    places,
    streams,
    sending: config.door,
    overloaded: guard.overloaded,
    sockets: { deadlineMs: config.deadlineMs, keepAliveMs },
    metrics,
    tracer,
    draining: () => draining,
    reloadFailed: () => reloadFailed,
    onRequest: options.onRequest,
    reportBug,
    onLoopback: isLoopback(options.host),
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
      const before = serving;
      serving = await createServing(next, servingOptions, before);
      before.answers.end();
      streams.renew(serving);
      Object.assign(server, arrivalLimits(next.deadlineMs));
      reloadFailed = false;
      return changedUntilRestart(config, next);
    },
    async close() {
      draining = true;
      ending.drain();
      await sleep(drainMs);
      places.stop();
      streams.end();
      const { deadlineMs } = serving.config;
      const endsAt = Date.now() + deadlineMs;
      await ending.close(deadlineMs, Math.min(drainMs, LINGER_MS));
      guard.stop();
      // Calls that continue without a client, for example an alert with an idempotency key, still record their outcome.
      await transport.close(endsAt - Date.now());
      if (redis !== null) await quitRedis(redis);
      await tracer.close();
    },
  };
}

/** The memory for upstream answers; null if nothing is cached. */
function answerMemory({ maxBytes, readyAnswers }: GatewayConfig['cache']): WatchedMemory | null {
  const memory = createAnswerMemory(readyAnswers ? Math.ceil(maxBytes * (1 - WHOLE_SHARE)) : maxBytes);
  return memory && watched(memory);
}

async function startRedis({
  redisUrl,
  onRedisDown = () => {},
  onRedisWriteRefused = () => {},
  onRedisWarning = () => {},
}: GatewayOptions): Promise<Redis | null> {
  if (redisUrl === undefined) return null;
  const listener = { onDown: onRedisDown, onWriteRefused: onRedisWriteRefused };
  const redis = await connectRedis(redisUrl, REDIS_TIMEOUT_MS, listener);
  await redisReady(redis, REDIS_START_MS);
  for (const sentence of await redisWarnings(redis)) onRedisWarning(sentence);
  return redis;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function urlOf({ address, port, family }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/graphql`;
}

/** The settings that differ from those at the start, and are read only then. */
function changedUntilRestart(config: GatewayConfig, next: GatewayConfig): readonly string[] {
  const settings = {
    'cache.maxBytes': (of: GatewayConfig) => of.cache.maxBytes,
    door: (of: GatewayConfig) => of.door,
    guard: (of: GatewayConfig) => of.guard,
    http: (of: GatewayConfig) => of.http,
    tracing: (of: GatewayConfig) => of.tracing,
  };
  return Object.entries(settings).flatMap(([path, of]) => (isDeepStrictEqual(of(config), of(next)) ? [] : [path]));
}
