import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Sealing } from '../auth/sealing.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { AlertLedger, Claim, Held } from './alert-ledger.ts';

/** How one face of a ledger writes. */
export type RedisLedgerFace = {
  readonly sealing: Sealing;
  /** Milliseconds that a key is held. */
  readonly holdMs: number;
};

/** What this process wrote, or means to write, under a name. */
type Written = {
  readonly name: string;
  /** The text of the claim, by which it is known as ours. */
  readonly claimed: string;
  /** What belongs there now: the claim itself, or its outcome; null when nothing does. */
  readonly text: string | null;
  readonly expiresAt: number;
};

/** Claims a name that is free; else what is there. */
const CLAIM = `local held = redis.call('GET', KEYS[1])
if held then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`;

/** Writes where nothing is, or our claim; another's stays. */
const WRITE = `local held = redis.call('GET', KEYS[1])
if not held or held == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end`;

/** Takes our claim away; anything else stays. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/** Characters of own outcomes that are remembered, to answer without Redis and to restore what a Redis that went down has lost. */
const REMEMBERED_LENGTH = 16 * 1024 ** 2;

/**
 * The ledger of one account that processes share; all faces of it know what this process wrote through any of them.
 * While Redis is gone or too slow, keys that this process settled are still answered, and all others refused, surely
 * unsent: another process may have sent them. What could not be written is written when Redis is back, and so is
 * everything else that this process knows, because Redis may come back empty.
 */
export function redisLedger(redis: Redis, accountId: string): (face: RedisLedgerFace) => AlertLedger {
  const running = new Map<string, Written>();
  const ended = new LRUCache<string, Written>({
    maxSize: REMEMBERED_LENGTH,
    sizeCalculation: ({ name, claimed, text }) => name.length + claimed.length + (text?.length ?? 0),
  });

  const write = async ({ name, claimed, text, expiresAt }: Written) => {
    const leftMs = expiresAt - Date.now();
    if (text === null) await redis.eval(RELEASE, 1, name, claimed);
    else if (leftMs > 0) await redis.eval(WRITE, 1, name, claimed, text, leftMs);
  };
  const end = (key: string, written: Written) => {
    running.delete(key);
    ended.set(key, written, { ttl: Math.max(1, written.expiresAt - Date.now()) });
    // A release that arrived need not be remembered; all else is, and is written again when Redis is back.
    write(written).then(() => written.text === null && ended.get(key) === written && ended.delete(key), ignore);
  };
  redis.setMaxListeners(redis.getMaxListeners() + 1);
  redis.on('ready', () => {
    for (const written of [...ended.values(), ...running.values()]) write(written).catch(ignore);
  });

  return ({ sealing, holdMs }) => ({
    async claim(claim) {
      const known = ended.get(claim.key);
      const name = nameOf(accountId, claim.key);
      if (known !== undefined && known.text !== null) return read(sealing, name, known.text);
      const text = sealed(sealing, name, { ...heldOf(claim), outcome: null });
      const written: Written = { name, claimed: text, text, expiresAt: Date.now() + holdMs };
      let reply: unknown;
      try {
        reply = await redis.eval(CLAIM, 1, name, text, holdMs);
      } catch {
        // It may have arrived all the same, and must not stand there as an alert that was perhaps sent.
        end(claim.key, { ...written, text: null });
        throw unreachableLedger();
      }
      if (reply !== null) return read(sealing, name, String(reply));
      running.set(claim.key, written);
      return null;
    },
    settle(claim, outcome) {
      const written = running.get(claim.key);
      if (written === undefined) return;
      const text = sealed(sealing, written.name, { ...heldOf(claim), outcome });
      end(claim.key, { ...written, text, expiresAt: Date.now() + holdMs });
    },
    release({ key }) {
      const written = running.get(key);
      if (written !== undefined) end(key, { ...written, text: null });
    },
  });
}

function sealed(sealing: Sealing, name: string, held: Held): string {
  return sealing.seal(name, JSON.stringify(held)).toString('base64url');
}

function heldOf({ input, until }: Claim): Omit<Held, 'outcome'> {
  return { input, until };
}

/** Made without secrets: an account whose secrets were changed must still meet its keys, if only to be told that their outcomes cannot be read. */
function nameOf(accountId: string, key: string): string {
  return `outbound:alert:${createHash('sha256').update(`${accountId}\n${key}`).digest('base64url')}`;
}

function read(sealing: Sealing, name: string, sealed: string): Held {
  const text = sealing.open(name, Buffer.from(sealed, 'base64url'));
  if (text !== null) return JSON.parse(text);
  const reason = 'This idempotencyKey was used with other credentials of the account, so its outcome cannot be read.';
  return { input: null, until: 0, outcome: { kind: 'OUTCOME_UNKNOWN', reason } };
}

function unreachableLedger(): UpstreamError {
  const sentence = 'was not called, and the alert was not sent: the store of idempotency keys cannot be reached';
  return new UpstreamError('UPSTREAM_UNAVAILABLE', 'LIVE_DEFLECT', sentence, {
    delivery: 'unsent',
    retryAfterMs: 1000,
  });
}

function ignore(): void {}
