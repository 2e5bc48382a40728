import type { Secret } from '../upstream/auth/secret.ts';
import type { Authenticate, Caller } from './caller.ts';
import { type JwtOptions, jwtCaller } from './jwt-caller.ts';
import { type JwksOptions, type KeySetState, loadKeySet } from './key-set.ts';
import { leBearerCaller } from './le-bearer-caller.ts';
import type { Scope } from './scope.ts';
import { type Algorithm, readVerificationKey } from './verification-key.ts';

/** Callers who ask with JWTs, checked by a key set or by one key; the configuration names either. */
type JwtCallers = JwtOptions & {
  readonly mode: 'jwt';
  readonly algorithms: readonly Algorithm[];
  readonly jwks?: JwksOptions | undefined;
  readonly key?: Secret | undefined;
};

/** How callers prove who they are, and what those may who need no proof. */
export type CallersOptions =
  | JwtCallers
  | { readonly mode: 'leBearer'; readonly scopes: readonly Scope[] }
  | { readonly mode: 'none'; readonly scopes: readonly Scope[] };

/** Checks who asks. */
export type Authenticator = {
  readonly authenticate: Authenticate;
  /** How good the issuer's keys are; null where there is no key set. */
  keySet(): KeySetState | null;
};

const noKeySet = () => null;

/** The authenticator of some callers, over the accounts that are served. Rejects with `KeySetFault` when the key set cannot be read. */
export async function createAuthenticator(
  callers: CallersOptions,
  accountIds: readonly string[],
): Promise<Authenticator> {
  switch (callers.mode) {
    case 'none': {
      const anyone: Caller = { subject: null, accountIds: null, scopes: new Set(callers.scopes), bearer: null };
      return { authenticate: async () => anyone, keySet: noKeySet };
    }
    case 'leBearer':
      return { authenticate: leBearerCaller(callers.scopes, accountIds), keySet: noKeySet };
    case 'jwt':
      return jwtAuthenticator(callers);
  }
}

async function jwtAuthenticator(callers: JwtCallers): Promise<Authenticator> {
  if (callers.jwks !== undefined) {
    const { getKey, state } = await loadKeySet(callers.jwks, callers.algorithms);
    return { authenticate: jwtCaller(callers, getKey, callers.algorithms), keySet: state };
  }
  const read = readVerificationKey(callers.key?.reveal() ?? '', callers.algorithms);
  // The configuration has read the key already, and refused one that has a fault.
  if ('fault' in read) throw new Error(`callers.key ${read.fault}`);
  return { authenticate: jwtCaller(callers, () => read.key, read.algorithms), keySet: noKeySet };
}
