import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';

/** An LE Bearer token, as LivePerson's Login Service gave it; the gateway does not log in by itself. `onUnauthorized` is told of each 401. */
export function bearer(token: Secret, onUnauthorized = () => {}): Credential {
  return { authorize: () => `Bearer ${token.reveal()}`, onUnauthorized };
}
