import type { IncomingHttpHeaders } from 'node:http';
import type { Secret } from '../upstream/auth/secret.ts';
import type { Scope } from './scope.ts';

/** Who sent a request, and what they may see. */
export type Caller = {
  /** Null when the caller is anonymous. */
  readonly subject: string | null;
  /** The accounts that the caller may see; null for all that the gateway serves. */
  readonly accountIds: readonly string[] | null;
  readonly scopes: ReadonlySet<Scope>;
  /** The caller's own LE bearer token for Reporting and Configuration; null when the gateway uses its own credentials. */
  readonly bearer: Secret | null;
  /** When its token expires, in epoch milliseconds; missing if that is not known. */
  readonly expiresAt?: number;
};

/** The caller of a request with these headers. Rejects with `AuthenticationError`. */
export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Caller>;

/** The same at once, if the caller needs no check; otherwise undefined. */
export type KnownCaller = (headers: IncomingHttpHeaders) => Caller | undefined;
