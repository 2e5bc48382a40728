import { createRemoteJWKSet, customFetch, errors, type RemoteJWKSet } from 'jose';
import { type Algorithm, RSA_BITS } from './verification-key.ts';

/** Public keys at a URL, read only when told to. */
export type RemoteKeys = {
  /** The key of a token among those read last; see jose. */
  readonly getKey: RemoteJWKSet;
  /** Rejects with `KeySetFault`. */
  read(): Promise<void>;
};

/** Why a key set could not be read, in words that hold nothing of its URL or answer. */
export class KeySetFault extends Error {
  override readonly name = 'KeySetFault';
  /** True when the issuer did answer, and has none of the keys any more. */
  readonly withdrawn: boolean;

  constructor(sentence: string, withdrawn = false) {
    super(sentence);
    this.withdrawn = withdrawn;
  }
}

/** The key set at `url`, over jose, which would by itself ask again for every request while the issuer is down. */
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
        throw faultOf(error, timeoutMs);
      });
      const usable = await Promise.all(algorithms.map((algorithm) => holdsKeyFor(getKey, algorithm)));
      if (!usable.includes(true)) throw new KeySetFault(`it has no public key for ${algorithms.join(', ')}`, true);
    },
  };
}

async function fetchOk(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.status === 200) return response;
  await response.body?.cancel();
  throw new KeySetFault(`HTTP ${response.status}`);
}

function faultOf(error: unknown, timeoutMs: number): KeySetFault {
  if (error instanceof KeySetFault) return error;
  const { cause, name } = error as { cause?: { code?: unknown; name?: unknown }; name?: unknown };
  if (error instanceof errors.JWKSTimeout || [name, cause?.name].includes('TimeoutError')) {
    return new KeySetFault(`no answer within ${timeoutMs} ms`);
  }
  if (error instanceof errors.JWKSInvalid) return new KeySetFault('the answer is not a key set');
  if (error instanceof errors.JOSEError) return new KeySetFault('the answer is not JSON');
  return new KeySetFault(typeof cause?.code === 'string' ? cause.code : 'no connection');
}

/** Whether there is a key that an algorithm can be checked with; jose leaves symmetric keys out. */
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
