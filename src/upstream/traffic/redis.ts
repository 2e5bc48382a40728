import { once } from 'node:events';
import { Redis } from 'ioredis';

/**
 * A connection to Redis that never holds a request up: a command fails at once while there is no connection, and after
 * `commandTimeoutMs` when Redis is slow. It reconnects by itself for as long as it is not quit. `onDown` is told once
 * per outage. Callers must be able to do without every command.
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

/** Waits for the connection, at most `timeoutMs`; never rejects. */
export async function redisReady(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await once(redis, 'ready', { signal: AbortSignal.timeout(timeoutMs) }).catch(() => undefined);
}

/** Lets what was sent be answered, as far as the command's time allows, and goes; never rejects. */
export async function quitRedis(redis: Redis): Promise<void> {
  await redis.quit().catch(() => undefined);
  redis.disconnect();
}
