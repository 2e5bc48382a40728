import { LRUCache } from 'lru-cache';
import { UpstreamError, type UpstreamErrorCode } from '../http/upstream-error.ts';
import type { SettledAlert } from './types.ts';

/** The right to send the alert of an idempotency key, taken before the alert is sent. */
export type Claim = {
  readonly key: string;
  /** The digest of the alert; equal alerts have equal digests. */
  readonly input: string;
  /** Epoch milliseconds after which the claimant no longer reports an outcome. */
  readonly until: number;
};

/** The state of a claimed key. */
export type Held = {
  /** The digest of the alert that the key was claimed for; null if it cannot be read. */
  readonly input: string | null;
  readonly until: number;
  /** Null while no outcome is reported. */
  readonly outcome: SettledAlert | null;
};

/** The idempotency keys of one account. Each is held from its claim until `holdMs` milliseconds after its outcome. */
export type AlertLedger = {
  /**
   * Claims a free key, and resolves to null; resolves to the state of a key that is held. Rejects with an unsent
   * `UpstreamError` if the state cannot be read.
   */
  claim(claim: Claim): Promise<Held | null>;
  /**
   * Resolves if the key is still claimed for this claim; claims it again if the store may have lost it. Rejects with an
   * unsent `UpstreamError` if that fails. Awaited before each attempt to send.
   */
  confirm(claim: Claim): Promise<void>;
  /** Stores the outcome of a claim. Never throws. */
  settle(claim: Claim, outcome: SettledAlert): void;
  /** Frees a key whose alert certainly was not sent. Never throws. */
  release(claim: Claim): void;
};

/** The error for an alert that certainly was not sent. `reason` follows a colon. */
export function notSent(code: UpstreamErrorCode, reason: string, retryAfterMs?: number): UpstreamError {
  return new UpstreamError(code, 'LIVE_DEFLECT', `was not called, and the alert was not sent: ${reason}`, {
    delivery: 'unsent',
    ...(retryAfterMs !== undefined && { retryAfterMs: Math.ceil(retryAfterMs) }),
  });
}

/** The outcome of an alert that may have been sent. `reason` is a sentence. */
export function outcomeUnknown(reason: string): SettledAlert {
  return { kind: 'OUTCOME_UNKNOWN', reason };
}

/** Bounds of a ledger in memory. */
export type MemoryLedgerOptions = {
  /** Maximum keys; a day with ten alerts a second needs 864,000. */
  readonly maxKeys?: number;
  /** Maximum characters of all outcomes. */
  readonly maxOutcomeLength?: number;
};

type Entry = Pick<Claim, 'input' | 'until'> & { readonly expiresAt: number; readonly settled: boolean };

/**
 * The ledger of one account in this process's memory. Each call returns a view with its own `holdMs`; all views share
 * their keys. No key is dropped before its time: beyond `maxKeys` new keys are refused, and beyond `maxOutcomeLength`
 * the least recently used outcomes are dropped, but not the fact that there was one.
 */
export function memoryLedger({
  maxKeys = 1_000_000,
  maxOutcomeLength = 32 * 1024 ** 2,
}: MemoryLedgerOptions = {}): (holdMs: number) => AlertLedger {
  /** In the order in which they expire, if all have the same `holdMs`; else some are dropped later than they expire. */
  const entries = new Map<string, Entry>();
  const outcomes = new LRUCache<string, string>({
    maxSize: maxOutcomeLength,
    sizeCalculation: (json) => json.length,
  });
  const forget = (key: string) => {
    entries.delete(key);
    outcomes.delete(key);
  };
  const put = ({ key, input, until }: Claim, settled: boolean, holdMs: number) => {
    forget(key);
    entries.set(key, { input, until, settled, expiresAt: Date.now() + holdMs });
  };
  const dropExpired = () => {
    for (const [key, { expiresAt }] of entries) {
      if (expiresAt > Date.now()) return;
      forget(key);
    }
  };
  return (holdMs) => ({
    async claim(claim) {
      dropExpired();
      const entry = entries.get(claim.key);
      if (entry !== undefined && entry.expiresAt > Date.now())
        return { ...entry, outcome: entry.settled ? outcomeOf(outcomes.get(claim.key)) : null };
      if (entries.size >= maxKeys) throw fullLedger(maxKeys);
      put(claim, false, holdMs);
      return null;
    },
    async confirm() {},
    settle(claim, outcome) {
      put(claim, true, holdMs);
      outcomes.set(claim.key, JSON.stringify(outcome));
    },
    release({ key }) {
      forget(key);
    },
  });
}

function outcomeOf(json: string | undefined): SettledAlert {
  if (json !== undefined) return JSON.parse(json);
  return outcomeUnknown('This idempotencyKey was used before, and its outcome is no longer stored.');
}

function fullLedger(maxKeys: number): UpstreamError {
  return notSent('UPSTREAM_UNAVAILABLE', `the gateway holds ${maxKeys} idempotency keys, which is its limit`);
}
