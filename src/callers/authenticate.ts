import type { Secret } from '../upstream/auth/secret.ts';
import type { Authenticate, Caller, KnownCaller } from './caller.ts';
import { type JwtOptions, jwtCaller } from './jwt-caller.ts';
import { type JwksOptions, type KeySetState, loadKeySet } from './key-set.ts';
import { leBearerCaller } from './le-bearer-caller.ts';
import type { Scope } from './scope.ts';
import { type Algorithm, readVerificationKey } from './verification-key.ts';

/** Callers with JWTs, which are checked with a key set or with one key; the configuration has one of the two. */
type JwtCallers = JwtOptions & {
  readonly mode: 'jwt';
  readonly algorithms: readonly Algorithm[];
  readonly jwks?: JwksOptions | undefined;
  readonly key?: Secret | undefined;
};

/** How callers prove who they are, and the scopes of those whose proof carries none. */
export type CallersOptions =
  | JwtCallers
  | { readonly mode: 'leBearer'; readonly scopes: readonly Scope[] }
  | { readonly mode: 'none'; readonly scopes: readonly Scope[] };

/** Identifies callers. */
export type Authenticator = {
  readonly authenticate: Authenticate;
  readonly known: KnownCaller;
  /** The state of the issuer's keys; null without a key set. */
  keySet(): KeySetState | null;
};

const noKeySet = () => null;

/** An authenticator for the callers of a gateway that serves `accountIds`. Rejects with `KeySetError` when the key set cannot be read. */
export async function createAuthenticator(
  callers: CallersOptions,
  accountIds: readonly string[],
): Promise<Authenticator> {
  switch (callers.mode) {
    case 'none': {
      const anyone: Caller = { subject: null, accountIds: null, scopes: new Set(callers.scopes), bearer: null };
      return { authenticate: async () => anyone, known: () => anyone, keySet: noKeySet };
    }
    case 'leBearer':
      return { ...leBearerCaller(callers.scopes, accountIds), keySet: noKeySet };
    case 'jwt':
      return jwtAuthenticator(callers);
  }
}

async function jwtAuthenticator(callers: JwtCallers): Promise<Authenticator> {
  if (callers.jwks !== undefined) {
    const keys = await loadKeySet(callers.jwks, callers.algorithms);
    return { ...jwtCaller(callers, keys, callers.algorithms), keySet: keys.state };
  }
  const read = readVerificationKey(callers.key?.reveal() ?? '', callers.algorithms);
  // Cannot happen: the configuration has already rejected an invalid key.
  if ('error' in read) throw new Error(`callers.key ${read.error}`);
  const keys = { getKey: () => read.key, edition: () => 0 };
  return { ...jwtCaller(callers, keys, read.algorithms), keySet: noKeySet };
}
