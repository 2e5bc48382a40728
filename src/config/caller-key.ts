import { type Algorithm, isSymmetric, readVerificationKey } from '../callers/verification-key.ts';
import type { Secret } from '../upstream/auth/secret.ts';

/** What tokens are checked with, as the configuration says it. */
type KeySettings = {
  /** Undefined while the whole is not known to be valid. */
  readonly algorithms?: readonly Algorithm[];
  readonly jwks?: object | undefined;
  readonly key?: Secret | undefined;
};

/** Names of the settings that `keyFault` looks at. */
export const KEY_SETTINGS: readonly unknown[] = ['algorithms', 'jwks', 'key'];

/** What is wrong with the settings taken together, and where; null when nothing is. Reads the key. */
export function keyFault({ algorithms = [], jwks, key }: KeySettings): { path: string[]; message: string } | null {
  if ((jwks === undefined) === (key === undefined)) return { path: [], message: 'must hold either jwks or key' };
  const secrets = algorithms.filter(isSymmetric).join(', ');
  if (secrets !== '' && key === undefined) {
    return { path: ['algorithms'], message: `${secrets} would take a public key set for a secret: use key` };
  }
  // A public key is known to everybody: where it may pass for a secret, everybody can sign.
  if (secrets !== '' && !algorithms.every(isSymmetric)) {
    return { path: ['algorithms'], message: `must not name ${secrets} beside algorithms that take a public key` };
  }
  const read = key && readVerificationKey(key.reveal(), algorithms);
  return read !== undefined && 'fault' in read ? { path: ['key'], message: read.fault } : null;
}
