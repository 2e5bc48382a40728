import type { Redis } from 'ioredis';

/**
 * Sentences about settings by which Redis may lose idempotency keys. Empty if there are none, or if Redis does not tell
 * its settings. Never rejects.
 */
export async function redisWarnings(redis: Redis): Promise<readonly string[]> {
  const info = await redis.info().catch(() => '');
  const setting = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
  const policy = setting('maxmemory_policy') ?? 'noeviction';
  return [
    ...(setting('aof_enabled') === '0'
      ? ['Redis does not write its data to disk (appendonly is no), so it loses idempotency keys when it restarts']
      : []),
    ...(policy === 'noeviction'
      ? []
      : [`Redis may drop idempotency keys when its memory is full, because maxmemory-policy is ${policy}`]),
  ];
}
