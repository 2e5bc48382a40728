import { type Algorithm, isSymmetric, readVerificationKey } from '../callers/verification-key.ts';
import type { Secret } from '../upstream/auth/secret.ts';

/** The settings that say which key tokens are checked with. */
type KeySettings = {
  /** Undefined when the setting is invalid. */
  readonly algorithms?: readonly Algorithm[];
  readonly jwks?: object | undefined;
  readonly key?: Secret | undefined;
};

/** The settings that `keyError` reads. */
export const KEY_SETTINGS: readonly unknown[] = ['algorithms', 'jwks', 'key'];

/** The error in the combination of these settings, with its path; null when there is none. Parses the key. */
export function keyError({ algorithms = [], jwks, key }: KeySettings): { path: string[]; message: string } | null {
  if ((jwks === undefined) === (key === undefined)) return { path: [], message: 'must hold either jwks or key' };
  const secrets = algorithms.filter(isSymmetric).join(', ');
  if (secrets !== '' && key === undefined) {
    return { path: ['algorithms'], message: `${secrets} would use a public key set as a secret: use key` };
  }
  // A public key is known to everyone: if it could pass for a secret, anyone could sign a token.
  if (secrets !== '' && !algorithms.every(isSymmetric)) {
    return { path: ['algorithms'], message: `must not combine ${secrets} with algorithms that use a public key` };
  }
  const read = key && readVerificationKey(key.reveal(), algorithms);
  return read !== undefined && 'error' in read ? { path: ['key'], message: read.error } : null;
}
