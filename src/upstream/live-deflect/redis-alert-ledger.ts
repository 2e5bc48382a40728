import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Sealing } from '../auth/sealing.ts';
import type { UpstreamError } from '../http/upstream-error.ts';
import { type AlertLedger, type Claim, type Held, notSent, outcomeUnknown } from './alert-ledger.ts';

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
  /** How often the connection had been lost when Redis last had the claim. */
  readonly losses: number;
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
 * Milliseconds after a lost connection for which no free key is claimed: Redis may have come back empty, and other processes,
 * which look for it at least once a second, write their claims again first.
 */
const SETTLE_MS = 2000;

/**
 * The ledger of one account, shared by all processes on one Redis; all views of it share what this process wrote. While
 * Redis is down or too slow, keys that this process settled are still answered, and all others are refused, unsent,
 * because another process may have sent them. When Redis is back, it may have lost its data: this process writes all
 * that it knows, and claims no free key until the others have done so, too.
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
  let losses = 0;
  let settledAt = 0;
  redis.on('close', () => {
    losses += 1;
  });
  redis.on('ready', () => {
    if (losses > 0) settledAt = performance.now() + SETTLE_MS;
    for (const written of [...ended.values(), ...running.values()]) write(written).catch(ignore);
  });

  return ({ sealing, holdMs }) => ({
    async claim(claim) {
      const known = ended.get(claim.key);
      const name = nameOf(accountId, claim.key);
      if (known !== undefined && known.text !== null) return read(sealing, name, known.text);
      const text = sealed(sealing, name, { ...heldOf(claim), outcome: null });
      const written: Written = { name, claimed: text, text, expiresAt: Date.now() + holdMs, losses };
      const settlesInMs = settledAt - performance.now();
      let reply: unknown;
      try {
        reply = await (settlesInMs > 0 ? redis.get(name) : redis.eval(CLAIM, 1, name, text, holdMs));
      } catch {
        // The claim may have arrived. It must not stay there as if the alert may have been sent.
        end(claim.key, { ...written, text: null });
        throw unavailableLedger('cannot be reached');
      }
      if (reply !== null) return read(sealing, name, String(reply));
      if (settlesInMs > 0) throw unavailableLedger('was restarted or unreachable a moment ago', settlesInMs);
      running.set(claim.key, written);
      return null;
    },
    async confirm({ key }) {
      const written = running.get(key);
      const isKept = written?.losses === losses && redis.status === 'ready';
      if (written === undefined || isKept) return;
      const { name, claimed, expiresAt } = written;
      const confirmed = { ...written, losses };
      const held = await redis.eval(CLAIM, 1, name, claimed, expiresAt - Date.now()).catch(() => 'unknown');
      if (held !== null && held !== claimed) throw unavailableLedger('may have lost the key');
      running.set(key, confirmed);
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
  return { input: null, until: 0, outcome: outcomeUnknown(reason) };
}

/** `reason` follows "the store of idempotency keys". */
function unavailableLedger(reason: string, retryAfterMs = 1000): UpstreamError {
  return notSent('UPSTREAM_UNAVAILABLE', `the store of idempotency keys ${reason}`, retryAfterMs);
}

function ignore(): void {}
