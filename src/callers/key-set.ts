import { errors, type JWTVerifyGetKey } from 'jose';
import { AuthenticationError } from './authentication-error.ts';
import { KeySetError, remoteKeys } from './remote-keys.ts';
import type { Algorithm } from './verification-key.ts';

/** `fresh` keys are at most `cacheMs` old; `stale` keys are older and still used; `missing` keys are too old to be used. */
export type KeySetState = 'fresh' | 'stale' | 'missing';

/** The issuer's public keys. */
export type KeySet = {
  /** The key of a token. Throws jose's errors, and `AuthenticationError` when the key set cannot be read. */
  readonly getKey: JWTVerifyGetKey;
  /** The number of reads so far; null unless the keys are fresh. */
  edition(): number | null;
  /** Also starts a read in the background when one is due, so that a health check alone recovers the keys. */
  state(): KeySetState;
};

/** The URL of a key set, and how often it is read; times in milliseconds. */
export type JwksOptions = {
  readonly url: string;
  /** The shortest time from the end of one read to the start of the next. */
  readonly cooldownMs: number;
  /** How long its keys are used before it is read again. */
  readonly cacheMs: number;
  /** The timeout of one read. */
  readonly timeoutMs: number;
  /** How long after `cacheMs` the last keys are still used while the key set cannot be read. */
  readonly staleIfErrorMs: number;
};

/**
 * Reads a key set, and reads it again when its keys are old or a token names an unknown key: one read at a time, and at
 * least `cooldownMs` between two. Rejects with `KeySetError` when the first read fails.
 */
export async function loadKeySet(options: JwksOptions, algorithms: readonly Algorithm[]): Promise<KeySet> {
  const keys = remoteKeys(options.url, options.timeoutMs, algorithms);
  await keys.read();
  const { state, reads, failed, readIfDue } = laterReads(keys.read, options);
  return {
    async getKey(header, token) {
      if (state() !== 'fresh') {
        const reading = readIfDue();
        // While the issuer is down, requests use the last keys and do not wait for another read.
        if (!failed() || state() === 'missing') await reading;
      }
      if (state() === 'missing') throw uncheckable();
      try {
        return await keys.getKey(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        await readIfDue();
        if (failed()) throw uncheckable();
        return keys.getKey(header, token);
      }
    },
    edition: () => (state() === 'fresh' ? reads() : null),
    state() {
      if (state() !== 'fresh') void readIfDue();
      return state();
    },
  };
}

function uncheckable(): AuthenticationError {
  return new AuthenticationError(
    'CALLERS_UNCHECKABLE',
    'Tokens cannot be checked at the moment. Try again later.',
    'KEY_SET_UNREADABLE',
  );
}

/** The reads after a first one that has just succeeded. The clock is monotonic. */
function laterReads(read: () => Promise<void>, { cooldownMs, cacheMs, staleIfErrorMs }: JwksOptions) {
  let readAt = performance.now();
  let endedAt = readAt;
  let reads = 1;
  let failed = false;
  let flight: Promise<void> | null = null;
  const readNow = async () => {
    try {
      await read();
      readAt = performance.now();
      reads += 1;
      failed = false;
    } catch (error) {
      failed = true;
      if (error instanceof KeySetError && error.withdrawn) readAt = Number.NEGATIVE_INFINITY;
    }
    endedAt = performance.now();
    flight = null;
  };
  return {
    /** Keys that were unused for a long time are stale, and missing only once a read has failed. */
    state(): KeySetState {
      const ageMs = performance.now() - readAt;
      if (ageMs < cacheMs) return 'fresh';
      return failed && ageMs >= cacheMs + staleIfErrorMs ? 'missing' : 'stale';
    },
    /** The reads that succeeded, with the first. */
    reads: () => reads,
    /** Whether the last read failed. */
    failed: () => failed,
    /** Waits for the read in flight, or starts one if the last is not too recent. Never rejects. */
    async readIfDue(): Promise<void> {
      if (flight === null && performance.now() >= endedAt + cooldownMs) flight = readNow();
      await flight;
    },
  };
}
