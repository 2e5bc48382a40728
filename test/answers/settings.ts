import { budgetsOf } from '../support/budgets.ts';
import { ACCOUNT_ID, accountAt } from '../support/gateway.ts';
import { jwtCallers, type SigningKey } from '../support/issuer.ts';
import type { Mode } from './callers.ts';
import { OTHER_ID } from './questions.ts';

/** What a configuration file may say otherwise, by section. */
type Change = Readonly<Record<string, unknown>>;

/** Configurations that a reload may switch to, by name; each differs from `usual` as it says. */
export const CHANGES = {
  usual: {},
  otherGrants: { callers: { grants: { agent: ['analytics:read'] }, scopes: ['analytics:read'] } },
  noGrants: { callers: { grants: {}, scopes: [] } },
  otherAudience: { callers: { audience: 'another' } },
  oneAccount: { accounts: [ACCOUNT_ID] },
  otherAccount: { accounts: [OTHER_ID] },
  otherKeys: { credentials: { bearer: 'another' } },
  introspection: { web: { introspection: true } },
  openPages: { web: { cors: { origins: ['*'] } } },
  upstreamMessages: { errors: { upstreamMessages: true } },
  anyDocument: { documents: { mode: 'off' } },
  trustedOnly: { documents: { mode: 'only' } },
  fewRequests: { quotas: { requestsPerMinute: 12 } },
  littleCost: { quotas: { costPerMinute: 400 } },
  cheapOnly: { operations: { cost: 5 } },
  shallowOnly: { operations: { depth: 4 } },
  smallBodies: { operations: { bodyBytes: 1024 } },
  smallAnswers: { operations: { answerBytes: 1024 } },
  alwaysCached: { quotas: { freshReadsPerMinute: 0 } },
  noCacheIsFresh: { cache: { allowNoCache: true } },
  shortlyFresh: { cache: { handoffsMs: 500, recentMs: 1500 } },
  federation: { federation: true },
} satisfies Record<string, Change>;

export type ChangeName = keyof typeof CHANGES;

/** What all configurations of one run have in common. */
export type Common = {
  readonly mode: Mode;
  readonly key: SigningKey;
  /** The file of the trusted documents. */
  readonly manifest: string;
  /** Whether answers are served stale while they are refreshed. */
  readonly servesStale: boolean;
};

/** The JSON of a configuration file over an upstream at `url`; `cache` is more of its cache. */
export function fileOf(common: Common, name: ChangeName, url: string, cache: Change): object {
  const { accounts, credentials, callers, ...change }: Change = CHANGES[name];
  const section = (of: string, usual: Change) => ({ ...usual, ...(change[of] as Change | undefined) });
  const credentialsOf: Change = {
    [ACCOUNT_ID]: credentials,
    [OTHER_ID]: { appJwt: { clientId: 'id', clientSecret: 'secret' } },
  };
  const ids = (accounts ?? [ACCOUNT_ID, OTHER_ID]) as readonly string[];
  return {
    ...change,
    accounts: ids.map((accountId) => {
      const keys = credentialsOf[accountId];
      return accountAt(url, { accountId, ...(keys !== undefined && { credentials: keys }) });
    }),
    callers: callersBy(common, callers as Change | undefined),
    documents: section('documents', { mode: 'prefer', manifest: common.manifest }),
    web: section('web', { cors: { origins: ['https://app.example.com'] } }),
    cache: section('cache', { staleWhileRevalidateMs: common.servesStale ? 300_000 : 0, ...cache }),
    budgets: budgetsOf(10_000),
    retry: { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] },
    breaker: { minimumCalls: 10_000 },
  };
}

/** Callers by a mode, where each takes its own of the change. */
function callersBy({ mode, key }: Common, { scopes, ...claims }: Change = {}): Change {
  if (mode === 'jwt')
    return jwtCallers(null, { key: JSON.stringify(key.jwk), grants: { agent: ['configuration:read'] }, ...claims });
  return { mode, ...(scopes !== undefined && { scopes }) };
}
