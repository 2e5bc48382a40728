import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import { createSealing } from '../auth/sealing.ts';
import { Secret } from '../auth/secret.ts';
import type { LiveDeflect } from './adapter.ts';
import { memoryLedger } from './alert-ledger.ts';
import { redisLedger } from './redis-alert-ledger.ts';
import { type SendAlertOnce, sendOnce } from './send-once.ts';

/** How long idempotency keys are held. */
export type IdempotencyOptions = {
  /** Hours from the outcome of an alert in which its key is held. */
  readonly idempotencyHours: number;
};

/** Whose alerts are sent once. */
type AlertAccount = {
  readonly accountId: string;
  readonly credentials: { readonly oauth1?: OAuth1Keys | undefined };
};

/** Sends the alerts of one account once per idempotency key: per Redis where there is one (else null), per process where not. */
export function accountSendOnce(
  { accountId, credentials: { oauth1 } }: AlertAccount,
  send: LiveDeflect['sendProactiveAlert'],
  { idempotencyHours }: IdempotencyOptions,
  redis: Redis | null,
): SendAlertOnce {
  const holdMs = idempotencyHours * 60 * 60_000;
  // Without OAuth 1 nothing is ever sent, so there is nothing that another process would have to read.
  const sealing = createSealing(accountId, oauth1 ?? new Secret(randomUUID()));
  const ledger = redis === null ? memoryLedger({ holdMs }) : redisLedger({ redis, accountId, sealing, holdMs });
  return sendOnce({ send, ledger, sealing });
}
