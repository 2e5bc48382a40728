import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Sealing } from '../auth/sealing.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { AlertLedger, Claim, Held } from './alert-ledger.ts';

/** The settings of one view of a ledger. */
export type RedisLedgerView = {
  readonly sealing: Sealing;
  /** Milliseconds that a key is held after its outcome. */
  readonly holdMs: number;
};

/** What this process wrote, or tries to write, under a name. */
type Written = {
  readonly name: string;
  /** The text of the claim, which identifies it as this process's. */
  readonly claimed: string;
  /** The text that belongs there now: the claim or its outcome; null if the key is free. */
  readonly text: string | null;
  readonly expiresAt: number;
};

/** Claims a free name; returns the text of a name that is held. */
const CLAIM = `local held = redis.call('GET', KEYS[1])
if held then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`;

/** Writes if the name is free or has this process's claim. */
const WRITE = `local held = redis.call('GET', KEYS[1])
if not held or held == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end`;

/** Deletes this process's claim, and nothing else. */
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`;

/**
 * Maximum characters of this process's own outcomes in memory, to answer without Redis and to restore a Redis that lost
 * its data.
 */
const MEMORY_LENGTH = 16 * 1024 ** 2;

/**
 * The ledger of one account, shared by all processes on one Redis; all views of it share what this process wrote. While
 * Redis is down or too slow, keys that this process settled are still answered, and all others are refused, unsent,
 * because another process may have sent them. When Redis is back, this process writes all that it knows, because Redis
 * may have lost its data.
 */
export function redisLedger(redis: Redis, accountId: string): (view: RedisLedgerView) => AlertLedger {
  const running = new Map<string, Written>();
  const ended = new LRUCache<string, Written>({
    maxSize: MEMORY_LENGTH,
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
    // A release that arrived is done; anything else is kept, and written again when Redis is back.
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
        // The claim may have arrived. It must not stay there as if the alert may have been sent.
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

/**
 * Made without secrets, so that an account still finds its keys after its secrets change, even though it cannot read
 * the outcomes.
 */
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
