import { once } from 'node:events';
import type { Command, Redis } from 'ioredis';

/** Refused writes that are less than this apart belong to one outage. */
const OUTAGE_MS = 60_000;

/** Redis cannot write now: it is a replica, is full, cannot save, or lacks replicas. Scripts wrap the reason. */
const WRITE_REFUSED = /(?:^|-)(READONLY|OOM|MISCONF|NOREPLICAS)\b/;

/** Reports the outages of a Redis. */
export type RedisListener = {
  /** Called once per outage of the connection. */
  readonly onDown: (error: Error) => void;
  /** Called once per outage in which Redis refuses to write; `reason` is the first word of its error. */
  readonly onWriteRefused?: (reason: string) => void;
};

/**
 * A connection to Redis that never delays a request: a command fails at once while there is no connection, and after
 * `commandTimeoutMs` if Redis is slow. It reconnects by itself until it is quit. Any command may fail, and callers must
 * work without it. The client takes time and memory, so it is loaded with the first connection.
 */
export async function connectRedis(
  url: string,
  commandTimeoutMs: number,
  { onDown, onWriteRefused = () => {} }: RedisListener,
): Promise<Redis> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1000),
  });
  let down = false;
  redis.on('error', (error) => {
    if (!down) onDown(error);
    down = true;
  });
  redis.on('ready', () => {
    down = false;
  });
  reportRefusedWrites(redis, onWriteRefused);
  return redis;
}

/** Watches all commands, because none of their callers waits for a write, or says why it failed. */
function reportRefusedWrites(redis: Redis, onWriteRefused: (reason: string) => void): void {
  let refusedAt = Number.NEGATIVE_INFINITY;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command: Command, stream) => {
    command.promise.catch(({ message }: Error) => {
      const reason = WRITE_REFUSED.exec(message)?.[1];
      if (reason === undefined) return;
      if (performance.now() - refusedAt > OUTAGE_MS) onWriteRefused(reason);
      refusedAt = performance.now();
    });
    return send(command, stream);
  };
}

/** Waits for the connection, at most `timeoutMs` milliseconds. Never rejects. */
export async function redisReady(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await once(redis, 'ready', { signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
}

/** Disconnects once the pending commands have ended, or the command timeout has passed. Never rejects. */
export async function quitRedis(redis: Redis): Promise<void> {
  await redis.quit().catch(() => undefined);
  redis.disconnect();
}
