import { accountAt, startTestGateway } from './gateway.ts';
import { type Answer, type SeenRequest, startUpstream } from './upstream.ts';
import { analyticsAnswer, analyticsRow } from './wire.ts';

/** A campaign's analytics: one call of the first account. */
export const ANALYTICS =
  '{ account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { fetchedAt totals { attempted } } } } }';
/** Handoffs: one call. */
export const HANDOFFS = '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { handoffId } } } }';
/** A GraphQL answer with its `Cache-Control`. */
type Told = {
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape of its own answer.
  readonly data?: any;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly stale?: { readonly oldestFetchedAt: string } };
  readonly cacheControl: string | null;
};

/** A gateway with a cache over an upstream that answers so. */
export async function startCached(
  answer: (request: SeenRequest, index: number) => Answer | undefined | Promise<Answer | undefined>,
  cache: Record<string, unknown> = {},
  accounts: readonly Record<string, unknown>[] = [{}],
) {
  const upstream = await startUpstream(answer);
  const gateway = await startTestGateway(
    {
      accounts: accounts.map((more) => accountAt(upstream.url, more)),
      retry: { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] },
      cache,
    },
    null,
  );
  const ask = async (query: string, init: RequestInit = {}): Promise<Told> => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
      body: JSON.stringify({ query }),
    });
    const json = (await response.json()) as Omit<Told, 'cacheControl'>;
    return { ...json, cacheControl: response.headers.get('cache-control') };
  };
  const attempted = async (init?: RequestInit) =>
    (await ask(ANALYTICS, init)).data.account.campaign.analytics.totals.attempted;
  return { upstream, gateway, ask, attempted };
}

/** Analytics whose `attempted` counts the requests from 0. */
export const counted = (_: SeenRequest, index: number) => ({
  json: analyticsAnswer([analyticsRow({ attempted: index })]),
});
