import type { Redis } from 'ioredis';
import type { Leases } from '../http/with-lease.ts';

const PREFIX = 'outbound:lease:';

/** The leases of all processes on one Redis; names are keyed hashes. While Redis fails, every process may read. */
export function createLeases(redis: Redis): Leases {
  return {
    take: (name, forMs) =>
      redis.set(PREFIX + name, '', 'PX', forMs, 'NX').then(
        (set) => set === 'OK',
        () => true,
      ),
    release(name) {
      redis.del(PREFIX + name).catch(() => undefined);
    },
  };
}
