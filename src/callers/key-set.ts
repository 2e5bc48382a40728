import { errors, type JWTVerifyGetKey } from 'jose';
import { AuthenticationError } from './authentication-error.ts';
import { KeySetFault, remoteKeys } from './remote-keys.ts';
import type { Algorithm } from './verification-key.ts';

/** How good the keys are: as the issuer has them, older because it was not heard since, or too old to be used. */
export type KeySetState = 'fresh' | 'stale' | 'missing';

/** The issuer's public keys. */
export type KeySet = {
  /** The key of a token. Throws jose's errors, and `AuthenticationError` when the key cannot be known now. */
  readonly getKey: JWTVerifyGetKey;
  /** Has the keys read behind it when that is due, so that asking for the state alone brings them back. */
  state(): KeySetState;
};

/** Where a key set is and how often it is read; times in milliseconds. */
export type JwksOptions = {
  readonly url: string;
  /** From the end of one read to the next. */
  readonly cooldownMs: number;
  /** How long its keys are used without asking again. */
  readonly cacheMs: number;
  /** What one read may take. */
  readonly timeoutMs: number;
  /** How long past `cacheMs` its last keys are used while it cannot be read. */
  readonly staleIfErrorMs: number;
};

/**
 * Reads a key set, and reads it anew when its keys grow old or a token names one that it lacks: one read at a time, and
 * `cooldownMs` from the end of one to the next. Rejects with `KeySetFault` when the first one fails.
 */
export async function loadKeySet(options: JwksOptions, algorithms: readonly Algorithm[]): Promise<KeySet> {
  const keys = remoteKeys(options.url, options.timeoutMs, algorithms);
  await keys.read();
  const { state, failed, readIfDue } = laterReads(keys.read, options);
  return {
    async getKey(header, token) {
      if (state() !== 'fresh') {
        const reading = readIfDue();
        // While the issuer is down, requests go on with the keys there are, and wait for no further try.
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

/** The reads after a first one that was good, just now. Times are of a clock that nobody sets. */
function laterReads(read: () => Promise<void>, { cooldownMs, cacheMs, staleIfErrorMs }: JwksOptions) {
  let readAt = performance.now();
  let endedAt = readAt;
  let failed = false;
  let flight: Promise<void> | null = null;
  const readNow = async () => {
    try {
      await read();
      readAt = performance.now();
      failed = false;
    } catch (fault) {
      failed = true;
      if (fault instanceof KeySetFault && fault.withdrawn) readAt = Number.NEGATIVE_INFINITY;
    }
    endedAt = performance.now();
    flight = null;
  };
  return {
    /** Keys that nobody asked for in a long time are old, too, and yet not missing before a read of them failed. */
    state(): KeySetState {
      const ageMs = performance.now() - readAt;
      if (ageMs < cacheMs) return 'fresh';
      return failed && ageMs >= cacheMs + staleIfErrorMs ? 'missing' : 'stale';
    },
    /** Whether the last read was no good. */
    failed: () => failed,
    /** Waits for the read that runs, or begins one unless the last is too recent. Never rejects. */
    async readIfDue(): Promise<void> {
      if (flight === null && performance.now() >= endedAt + cooldownMs) flight = readNow();
      await flight;
    },
  };
}
