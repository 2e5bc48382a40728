import { once } from 'node:events';
import { Redis } from 'ioredis';

/**
 * A connection to Redis that never delays a request: a command fails at once while there is no connection, and after
 * `commandTimeoutMs` if Redis is slow. It reconnects by itself until it is quit. `onDown` is called once per outage.
 * Any command may fail, and callers must work without it.
 */
export function connectRedis(url: string, commandTimeoutMs: number, onDown: (error: Error) => void): Redis {
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
  return redis;
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
