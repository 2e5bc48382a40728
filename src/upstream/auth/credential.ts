import type { Layer, UpstreamRequest, UpstreamService } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';

/** One way to prove who asks. */
export type Credential = {
  /** The `Authorization` header of one attempt, made anew for each; asked for before the attempt's turn and at it. */
  authorize(request: UpstreamRequest): string | Promise<string>;
  /** Present where a refused credential can be replaced: told the header that got a 401. */
  renew?(refused: string): void;
  /** Present where somebody is to know of a 401. */
  refused?(): void;
};

/**
 * Gives every attempt what it is signed with at its turn (`withBudget`, which must be further in): a signature's time
 * and nonce must not age in a queue. It is also asked for before the turn, because it may fail or have to be fetched
 * first. After a 401 a renewable credential is renewed and the request sent once more, at another turn.
 */
export function withAuth(credential: Credential): Layer {
  return (next) => async (request) => {
    let authorization = '';
    const sign = async () => {
      authorization = await credential.authorize(request);
      return { ...request.headers, authorization };
    };
    const attempt = async () => {
      await sign();
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
  return {
    authorize() {
      const sentence = `needs ${accepted} credentials, and the gateway has none for account ${accountId}`;
      throw new UpstreamError('UPSTREAM_UNAUTHORIZED', service, sentence, { delivery: 'unsent' });
    },
  };
}
