import { createRemoteJWKSet, customFetch, errors, type RemoteJWKSet } from 'jose';
import { type Algorithm, RSA_BITS } from './verification-key.ts';

/** Public keys at a URL; only `read` fetches them. */
export type RemoteKeys = {
  /** The key of a token among the keys read last; see jose. */
  readonly getKey: RemoteJWKSet;
  /** Rejects with `KeySetError`. */
  read(): Promise<void>;
};

/** A key set could not be read. The message quotes nothing of its URL or response. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError';
  /** True when the issuer answered with a key set that has no usable key. */
  readonly withdrawn: boolean;

  constructor(message: string, withdrawn = false) {
    super(message);
    this.withdrawn = withdrawn;
  }
}

/** The key set at `url`, read by jose. The infinite times turn off jose's own reads, one per request while the issuer is down. */
export function remoteKeys(url: string, timeoutMs: number, algorithms: readonly Algorithm[]): RemoteKeys {
  const getKey = createRemoteJWKSet(new URL(url), {
    timeoutDuration: timeoutMs,
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    [customFetch]: fetchOk,
  });
  return {
    getKey,
    async read() {
      await getKey.reload().catch((error) => {
        throw keySetError(error, timeoutMs);
      });
      const usable = await Promise.all(algorithms.map((algorithm) => holdsKeyFor(getKey, algorithm)));
      if (!usable.includes(true)) throw new KeySetError(`it has no public key for ${algorithms.join(', ')}`, true);
    },
  };
}

async function fetchOk(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.status === 200) return response;
  await response.body?.cancel();
  throw new KeySetError(`HTTP ${response.status}`);
}

function keySetError(error: unknown, timeoutMs: number): KeySetError {
  if (error instanceof KeySetError) return error;
  const { cause, name } = error as { cause?: { code?: unknown; name?: unknown }; name?: unknown };
  if (error instanceof errors.JWKSTimeout || [name, cause?.name].includes('TimeoutError')) {
    return new KeySetError(`no answer within ${timeoutMs} ms`);
  }
  if (error instanceof errors.JWKSInvalid) return new KeySetError('the answer is not a key set');
  if (error instanceof errors.JOSEError) return new KeySetError('the answer is not JSON');
  return new KeySetError(typeof cause?.code === 'string' ? cause.code : 'no connection');
}

/** Whether the set has a key for an algorithm; jose ignores symmetric keys. */
async function holdsKeyFor(getKey: RemoteJWKSet, alg: Algorithm): Promise<boolean> {
  try {
    return isLongEnough(await getKey({ alg }));
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return false;
    for await (const key of error) if (isLongEnough(key)) return true;
    return false;
  }
}

function isLongEnough({ algorithm }: CryptoKey): boolean {
  return !('modulusLength' in algorithm) || Number(algorithm.modulusLength) >= RSA_BITS;
}
