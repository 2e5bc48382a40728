import type { Secret } from '../upstream/auth/secret.ts';
import type { Scope } from './scope.ts';

/** Who asks, and what it may. */
export type Caller = {
  /** Null when callers do not say who they are. */
  readonly subject: string | null;
  /** The accounts that it may see; null for all that the gateway serves. */
  readonly accountIds: readonly string[] | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Its own LE bearer token, where Reporting and Configuration are asked with it; null where with the gateway's own credentials. */
  readonly bearer: Secret | null;
};

/** Finds out who asks, by the headers of a request. Rejects with `AuthenticationError`. */
export type Authenticate = (headers: Headers) => Promise<Caller>;
