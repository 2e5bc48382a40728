import type { UpstreamService } from '../family.ts';
import type { Call, Layer, UpstreamRequest } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';

/** One way to prove who asks. */
export type Credential = {
  /** Present where something must be fetched, or is missing: awaited before the attempt waits for its turn. */
  prepare?(call: Call): unknown;
  /** The `Authorization` header of one attempt, made anew for each, at its turn. */
  authorize(request: UpstreamRequest): string | Promise<string>;
  /** Present where a refused credential can be replaced: told the header that got a 401. */
  renew?(refused: string): void;
  /** Present where somebody is to know of a 401. */
  refused?(): void;
};

/**
 * Gives every attempt what it is signed with at its turn (`withBudget`, which must be further in): a signature's time
 * and nonce must not age in a queue, so it is made there and nowhere else. What must be fetched is fetched before the
 * turn. After a 401 a renewable credential is renewed and the request sent once more, at another turn.
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
    if (response.status === 401) credential.refused?.();
    if (response.status !== 401 || credential.renew === undefined) return response;
    credential.renew(authorization);
    return attempt();
  };
}

/** The credential of an account that has none for this service: every request fails, unsent, with a sentence why. */
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
