import type { UpstreamService } from '../family.ts';
import type { Call, Layer, UpstreamRequest } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { Secret } from './secret.ts';

/** A way to authenticate requests. */
export type Credential = {
  /** Awaited before the attempt waits for its turn: fetches what `authorize` needs, or throws if it is missing. */
  prepare?(call: Call): unknown;
  /** The `Authorization` header of an attempt. Called for each attempt, at its turn. */
  authorize(request: UpstreamRequest): string | Promise<string>;
  /** Replaces a refused credential; `rejected` is the header that got a 401. Missing if it cannot be replaced. */
  renew?(rejected: string): void;
  /** Called on each 401. */
  onUnauthorized?(): void;
};

/**
 * Authenticates every attempt. The signature is made at the attempt's turn (by `withBudget`, which must be further in),
 * so that its timestamp and nonce do not age in a queue; whatever it needs is fetched before the turn. After a 401, a
 * renewable credential is renewed and the request is sent once more, at another turn.
 */
export function withAuth(credential: Credential): Layer {
  return (next) => async (request) => {
    let authorization = '';
    const sign = async () => {
      authorization = await credential.authorize(request);
      return { ...request.headers, authorization };
    };
    const attempt = async () => {
      await credential.prepare?.(request.call);
      return next({ ...request, sign });
    };
    const response = await attempt();
    if (response.status === 401) credential.onUnauthorized?.();
    if (response.status !== 401 || credential.renew === undefined) return response;
    credential.renew(authorization);
    return attempt();
  };
}

/**
 * An LE bearer token of LivePerson's Login Service. The gateway does not log in itself. `onUnauthorized` is called on
 * each 401.
 */
export function bearer(token: Secret, onUnauthorized = () => {}): Credential {
  return { authorize: () => `Bearer ${token.reveal()}`, onUnauthorized };
}

/**
 * Stands for a missing credential: every request fails, unsent, with `UPSTREAM_UNAUTHORIZED`. `accepted` names what the
 * API accepts.
 */
export function missingCredential(service: UpstreamService, accountId: string, accepted: string): Credential {
  const refuse = () => {
    const sentence = `needs ${accepted} credentials, and the gateway has none for account ${accountId}`;
    throw new UpstreamError('UPSTREAM_UNAUTHORIZED', service, sentence, { delivery: 'unsent' });
  };
  return {
    prepare: refuse,
    authorize: refuse,
  };
}
