import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import { createSealing, type Sealing } from '../auth/sealing.ts';
import { Secret } from '../auth/secret.ts';
import type { LiveDeflect } from './adapter.ts';
import { type AlertLedger, memoryLedger } from './alert-ledger.ts';
import { redisLedger } from './redis-alert-ledger.ts';
import { type SendAlertOnce, sendOnce } from './send-once.ts';

/** How alerts are kept from being sent twice. */
export type AlertSafety = {
  /** Hours that a key is held after the outcome of its alert. */
  readonly idempotencyHours: number;
  /** Whether an alert that got HTTP 429 is certainly unsent, and sent again, or its outcome is unknown. */
  readonly rateLimited: 'unsent' | 'unknown';
};

/** A ledger, and the sealing that makes the digests of its alerts. */
type LedgerAndSealing = { readonly ledger: AlertLedger; readonly sealing: Sealing };

/** A view of an account's ledger for these credentials (undefined for none) and this hold time in milliseconds. */
export type AlertLedgerOf = (keys: OAuth1Keys | undefined, holdMs: number) => LedgerAndSealing;

/** The idempotency keys of one account: in Redis, or in this process if `redis` is null. */
export function createAlertLedgers(accountId: string, redis: Redis | null): AlertLedgerOf {
  // Also used without OAuth 1 keys: no alert is ever sent then, so no other process has to read anything.
  const processSealing = createSealing(accountId, new Secret(randomUUID()));
  if (redis === null) {
    const ledgerOf = memoryLedger();
    // Keeps an alert's digest when credentials change, so that its key finds its outcome.
    return (_, holdMs) => ({ ledger: ledgerOf(holdMs), sealing: processSealing });
  }
  const ledgerOf = redisLedger(redis, accountId);
  return (keys, holdMs) => {
    const sealing = keys === undefined ? processSealing : createSealing(accountId, keys);
    return { ledger: ledgerOf({ sealing, holdMs }), sealing };
  };
}

/** Sends the alerts of one account, with its LiveDeflect credentials, once per idempotency key. */
export function accountSendOnce(
  keys: OAuth1Keys | undefined,
  send: LiveDeflect['sendProactiveAlert'],
  { idempotencyHours }: AlertSafety,
  ledgerOf: AlertLedgerOf,
): SendAlertOnce {
  return sendOnce({ send, ...ledgerOf(keys, idempotencyHours * 60 * 60_000) });
}
