import type { Redis } from 'ioredis';
import type { Sealing } from '../auth/sealing.ts';

/** Encrypted texts that processes share through Redis. If Redis fails, they count as missing. */
export type SealedTexts = {
  /** Null if there is none, or Redis does not answer. */
  get(name: string): Promise<string | null>;
  /** Stores a text for `forMs` milliseconds. Returns at once. */
  set(name: string, text: string, forMs: number): void;
  delete(name: string): void;
};

const PREFIX = 'outbound:sealed:';

/** The texts of one account and credential. `redis` must fail fast, as that of `connectRedis` does. */
export function createSealedTexts(redis: Redis, sealing: Sealing): SealedTexts {
  return {
    async get(name) {
      const sealed = await redis.getBuffer(PREFIX + name).catch(() => null);
      return sealed === null ? null : sealing.open(name, sealed);
    },
    set(name, text, forMs) {
      if (forMs < 1) return;
      redis.set(PREFIX + name, sealing.seal(name, text), 'PX', Math.floor(forMs)).catch(() => undefined);
    },
    delete(name) {
      redis.del(PREFIX + name).catch(() => undefined);
    },
  };
}
