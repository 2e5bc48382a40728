import { type Answers, createAnswers, UNKEPT } from '../answers/answers.ts';
import { type Authenticator, createAuthenticator } from '../callers/authenticate.ts';
import { type CallerQuotas, createCallerQuotas } from '../callers/quotas.ts';
import { KeySetError } from '../callers/remote-keys.ts';
import type { Spending } from '../callers/spending.ts';
import type { GatewayConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { loadTrustedDocuments, type TrustedDocuments } from '../graphql/documents/trusted-documents.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { createGraphQLHandler, type GraphQLHandler } from '../graphql/handler.ts';
import { createLiveQueries, type LiveQueries } from '../live/live-queries.ts';
import { schema as plainSchema } from '../schema/schema.ts';
import { subgraphSchema } from '../schema/subgraph.ts';
import type { Shared } from '../upstream/accounts/account-options.ts';
import { createUpstreams, type RenewableUpstreams } from '../upstream/accounts/upstreams.ts';
import type { WatchedMemory } from '../upstream/traffic/watched-memory.ts';
import { type Cors, createCors } from './cors.ts';
import { createResponseHead, type ResponseHead } from './response-head.ts';

/** Everything that is built from one configuration; a reload replaces it. */
export type Serving = {
  readonly config: GatewayConfig;
  readonly upstreams: RenewableUpstreams;
  readonly authenticator: Authenticator;
  readonly cors: Cors;
  readonly headOf: ResponseHead;
  readonly quotas: CallerQuotas;
  /** Null if there are no trusted documents. */
  readonly documents: TrustedDocuments | null;
  readonly answers: Answers;
  readonly live: LiveQueries;
  readonly graphql: GraphQLHandler;
};

/** What a reload does not change. */
export type ServingOptions = {
  readonly shared: Shared & { readonly answers: WatchedMemory | null };
  /** Replaces the authentication of the configuration. */
  readonly authenticator?: Authenticator | undefined;
  readonly spending: Spending;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/**
 * Builds everything from a configuration, and carries over the state of `previous` that must not be lost. Rejects with
 * `ConfigError` if the configuration cannot work.
 */
export async function createServing(
  config: GatewayConfig,
  { shared, spending, reportBug, now, ...given }: ServingOptions,
  previous?: Serving,
): Promise<Serving> {
  const schema = config.federation ? subgraphSchema(plainSchema) : plainSchema;
  const documents = loadTrustedDocuments(config.documents, schema);
  const accountIds = config.accounts.map(({ accountId }) => accountId);
  const authenticator = given.authenticator ?? (await authenticatorOf(config.callers, accountIds));
  const upstreams = createUpstreams(config.accounts, config, shared, previous?.upstreams);
  const cors = createCors(config.web.cors);
  const quotas = createCallerQuotas(config.quotas, spending);
  return {
    config,
    upstreams,
    authenticator,
    cors,
    headOf: createResponseHead(config.web, cors),
    quotas,
    documents,
    answers: answersOf(config.cache, shared.answers, now),
    live: createLiveQueries(config.subscriptions),
    graphql: createGraphQLHandler({ config, schema, upstreams, documents, quotas, reportBug, now }),
  };
}

/** The share of the cache's memory for whole answers. */
export const WHOLE_SHARE = 1 / 2;

function answersOf(
  { readyAnswers, maxBytes }: GatewayConfig['cache'],
  sources: WatchedMemory | null,
  now: () => number,
): Answers {
  if (!readyAnswers) return UNKEPT;
  const watch: WatchedMemory['watch'] = (name, onEnd) => sources?.watch(name, onEnd) ?? (() => {});
  return createAnswers({ maxBytes: Math.ceil(maxBytes * WHOLE_SHARE), watch, now });
}

async function authenticatorOf(
  callers: GatewayConfig['callers'],
  accountIds: readonly string[],
): Promise<Authenticator> {
  try {
    return await createAuthenticator(callers, accountIds);
  } catch (error) {
    if (!(error instanceof KeySetError)) throw error;
    throw new ConfigError([`callers.jwks.url: the key set could not be read (${error.message})`]);
  }
}
