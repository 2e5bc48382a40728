import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import { createSealing, type Sealing } from '../auth/sealing.ts';
import { Secret } from '../auth/secret.ts';
import type { LiveDeflect } from './adapter.ts';
import { type AlertLedger, memoryLedger } from './alert-ledger.ts';
import { redisLedger } from './redis-alert-ledger.ts';
import { type SendAlertOnce, sendOnce } from './send-once.ts';

/** How long idempotency keys are held. */
export type IdempotencyOptions = {
  /** Hours from the outcome of an alert in which its key is held. */
  readonly idempotencyHours: number;
};

/** A ledger, and what makes the digests of its alerts. */
type LedgerAndSealing = { readonly ledger: AlertLedger; readonly sealing: Sealing };

/** Gives an account's one ledger another face: under other keys (undefined for none), or to hold for another time. */
export type AlertLedgerOf = (keys: OAuth1Keys | undefined, holdMs: number) => LedgerAndSealing;

/** The idempotency keys of one account: in Redis where there is one (else null), in this process where not. */
export function createAlertLedgers(accountId: string, redis: Redis | null): AlertLedgerOf {
  // Without OAuth 1 nothing is ever sent, so there is nothing that another process would have to read.
  const ofNobody = createSealing(accountId, new Secret(randomUUID()));
  if (redis === null) {
    const ledgerOf = memoryLedger();
    // An alert has the same digest under changed credentials, so that its key meets its outcome.
    return (_, holdMs) => ({ ledger: ledgerOf(holdMs), sealing: ofNobody });
  }
  const ledgerOf = redisLedger(redis, accountId);
  return (keys, holdMs) => {
    const sealing = keys === undefined ? ofNobody : createSealing(accountId, keys);
    return { ledger: ledgerOf({ sealing, holdMs }), sealing };
  };
}

/** Sends the alerts of one account, by its LiveDeflect credentials, once per idempotency key. */
export function accountSendOnce(
  keys: OAuth1Keys | undefined,
  send: LiveDeflect['sendProactiveAlert'],
  { idempotencyHours }: IdempotencyOptions,
  ledgerOf: AlertLedgerOf,
): SendAlertOnce {
  return sendOnce({ send, ...ledgerOf(keys, idempotencyHours * 60 * 60_000) });
}
