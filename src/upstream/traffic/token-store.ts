import type { Redis } from 'ioredis';
import type { AppJwtKeys, TokenStore } from '../auth/app-jwt.ts';
import { createSealing } from '../auth/sealing.ts';
import { createSealedTexts } from './sealed-texts.ts';

/** The store of an account's App JWT: in Redis if it is given and available, and in this process's memory. */
export function createTokenStore(accountId: string, keys: AppJwtKeys, redis: Redis | null): TokenStore {
  const shared = redis === null ? null : sharedTokenStore(accountId, keys, redis);
  let own: { readonly text: string; readonly until: number } | undefined;
  return {
    async get() {
      const text = (await shared?.get()) ?? null;
      return text ?? (own !== undefined && Date.now() < own.until ? own.text : null);
    },
    set(text, forMs) {
      own = { text, until: Date.now() + forMs };
      shared?.set(text, forMs);
    },
  };
}

function sharedTokenStore(accountId: string, keys: AppJwtKeys, redis: Redis): TokenStore {
  const sealing = createSealing(accountId, keys);
  const texts = createSealedTexts(redis, sealing);
  const name = sealing.nameOf('token', '');
  return { get: () => texts.get(name), set: (text, forMs) => texts.set(name, text, forMs) };
}
