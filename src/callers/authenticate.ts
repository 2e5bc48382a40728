import type { GatewayConfig } from '../config.ts';
import type { Caller } from './caller.ts';

/** How callers prove who they are. */
export type Authenticator = {
  /** Who asks, by the headers of a request. Throws `CallerError`. */
  authenticate(headers: Headers): Promise<Caller>;
};

/** The authenticator that a configuration asks for. Rejects with `ConfigError` when it cannot work. */
export async function createAuthenticator({ scopes }: GatewayConfig['callers']): Promise<Authenticator> {
  const anyone: Caller = { subject: null, accountIds: null, scopes: new Set(scopes), bearer: null };
  return { authenticate: async () => anyone };
}
