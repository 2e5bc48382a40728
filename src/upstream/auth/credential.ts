import type { Layer, UpstreamRequest, UpstreamService } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';

/** One way to prove who asks. */
export type Credential = {
  /** The `Authorization` header of one attempt, made anew for each. */
  authorize(request: UpstreamRequest): string | Promise<string>;
  /** Present where a refused credential can be replaced: told the header that got a 401. */
  renew?(refused: string): void;
};

/** Signs every attempt; after a 401 a renewable credential is renewed and the request sent once more. */
export function withAuth(credential: Credential): Layer {
  return (next) => async (request) => {
    const attempt = async () => {
      const authorization = await credential.authorize(request);
      const response = await next({ ...request, headers: { ...request.headers, authorization } });
      return { authorization, response };
    };
    const { authorization, response } = await attempt();
    if (response.status !== 401 || credential.renew === undefined) return response;
    credential.renew(authorization);
    return (await attempt()).response;
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
