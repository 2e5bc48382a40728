import { LRUCache } from 'lru-cache';
import { UpstreamError } from '../http/upstream-error.ts';
import type { SettledAlert } from './types.ts';

/** The right to send the alert of one idempotency key, taken before it is sent. */
export type Claim = {
  readonly key: string;
  /** A digest of the alert: equal alerts have equal ones. */
  readonly input: string;
  /** Epoch milliseconds after which no outcome is to be expected of the one who claims. */
  readonly until: number;
};

/** What is known of a claimed key. */
export type Held = {
  /** The digest of the alert that it was claimed for; null when that cannot be told. */
  readonly input: string | null;
  readonly until: number;
  /** Null as long as the outcome was not told. */
  readonly outcome: SettledAlert | null;
};

/** The idempotency keys of one account, each held from its claim until some time (`holdMs`) after its outcome. */
export type AlertLedger = {
  /** Takes a key that nobody holds, and is null; else what is held. Rejects with an unsent `UpstreamError` when that cannot be told. */
  claim(claim: Claim): Promise<Held | null>;
  /** Keeps the outcome of a claim. Never throws. */
  settle(claim: Claim, outcome: SettledAlert): void;
  /** Gives a key back whose alert surely was not sent. Never throws. */
  release(claim: Claim): void;
};

/** The bounds of a ledger in memory. */
export type MemoryLedgerOptions = {
  /** Keys held at most; a day at ten alerts a second has 864,000. */
  readonly maxKeys?: number;
  /** Characters of the outcomes held at most. */
  readonly maxOutcomeLength?: number;
};

type Entry = Pick<Claim, 'input' | 'until'> & { readonly expiresAt: number; readonly settled: boolean };

/**
 * The ledger of one account, as long as this process lives; what is claimed and settled through any of the faces that
 * are made of it is held for that face's `holdMs`, and all know it. No key is dropped before its time: past `maxKeys`
 * new ones are refused, and past `maxOutcomeLength` the outcomes used longest ago are forgotten, but not that there was one.
 */
export function memoryLedger({
  maxKeys = 1_000_000,
  maxOutcomeLength = 32 * 1024 ** 2,
}: MemoryLedgerOptions = {}): (holdMs: number) => AlertLedger {
  /** In the order in which they expire, as long as all are held equally long; else some are let go later. */
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
  return {
    kind: 'OUTCOME_UNKNOWN',
    reason: 'This idempotencyKey was used before, and its outcome is no longer stored.',
  };
}

function fullLedger(maxKeys: number): UpstreamError {
  const sentence = `was not called, and the alert was not sent: the gateway holds ${maxKeys} idempotency keys, which is its limit`;
  return new UpstreamError('UPSTREAM_UNAVAILABLE', 'LIVE_DEFLECT', sentence, { delivery: 'unsent' });
}
