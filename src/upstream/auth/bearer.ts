import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';

/** An LE bearer token of LivePerson's Login Service. The gateway does not log in itself. `onUnauthorized` is called on each 401. */
export function bearer(token: Secret, onUnauthorized = () => {}): Credential {
  return { authorize: () => `Bearer ${token.reveal()}`, onUnauthorized };
}
