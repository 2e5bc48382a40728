import type { IncomingHttpHeaders } from 'node:http';
import { type Authenticator, createAuthenticator } from '../../src/callers/authenticate.ts';
import { AuthenticationError } from '../../src/callers/authentication-error.ts';
import { gatewayConfig } from '../../src/config/config.ts';
import { accountAt } from './gateway.ts';

/** The authenticator of the `callers` of a configuration file, over accounts that are served. */
export function authenticatorOf(
  callers: unknown,
  accountIds: readonly string[] = ['12345678'],
): Promise<Authenticator> {
  const accounts = accountIds.map((accountId) => accountAt('http://127.0.0.1:9', { accountId }));
  return createAuthenticator(gatewayConfig({ accounts, callers }).callers, accountIds);
}

/** What a request with a bearer token is refused with: code, sentence and reason; null when it is let in. */
export async function refusalOf({ authenticate }: Authenticator, token: string) {
  return errorOf(authenticate(bearer(token)));
}

/** Code, sentence and reason of a `AuthenticationError`; null where there is none. */
export async function errorOf(asked: Promise<unknown>) {
  try {
    await asked;
    return null;
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    const { code, message, reason } = error;
    return { code, message, reason };
  }
}

/** The headers of a request with a bearer token. */
export function bearer(token: string): IncomingHttpHeaders {
  return { authorization: `Bearer ${token}` };
}
