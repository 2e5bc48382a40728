import type { GatewayConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Caller } from './caller.ts';
import { jwtCaller } from './jwt-caller.ts';
import { type KeySetState, loadKeySet } from './key-set.ts';
import { leBearerCaller } from './le-bearer-caller.ts';
import { readVerificationKey } from './verification-key.ts';

/** How callers prove who they are. */
export type Authenticator = {
  /** Who asks, by the headers of a request. Throws `CallerError`. */
  authenticate(headers: Headers): Promise<Caller>;
  /** How good the issuer's keys are; null where there is no key set. */
  keySet(): KeySetState | null;
};

const noKeySet = () => null;

/** The authenticator that a configuration asks for, over the accounts that are served. Rejects with `ConfigError` when it cannot work. */
export async function createAuthenticator(
  callers: GatewayConfig['callers'],
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

async function jwtAuthenticator(callers: Extract<GatewayConfig['callers'], { mode: 'jwt' }>): Promise<Authenticator> {
  if (callers.jwks !== undefined) {
    const { getKey, state } = await loadKeySet(callers.jwks, callers.algorithms);
    return { authenticate: jwtCaller(callers, getKey, callers.algorithms), keySet: state };
  }
  const read = readVerificationKey(callers.key?.reveal() ?? '', callers.algorithms);
  if ('fault' in read) throw new ConfigError([`callers.key: ${read.fault}`]);
  return { authenticate: jwtCaller(callers, () => read.key, read.algorithms), keySet: noKeySet };
}
