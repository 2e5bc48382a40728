import { type Authenticator, createAuthenticator } from '../callers/authenticate.ts';
import { KeySetError } from '../callers/remote-keys.ts';
import type { Spending } from '../callers/spending.ts';
import type { GatewayConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { loadTrustedDocuments } from '../graphql/documents/trusted-documents.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { createGraphQLHandler, type GraphQLHandler } from '../graphql/handler.ts';
import { schema as plainSchema } from '../schema/schema.ts';
import { subgraphSchema } from '../schema/subgraph.ts';
import type { Shared } from '../upstream/accounts/account-options.ts';
import { createUpstreams, type RenewableUpstreams } from '../upstream/accounts/upstreams.ts';
import { createCors } from './cors.ts';

/** Everything that is built from one configuration; a reload replaces it. */
export type Serving = {
  readonly config: GatewayConfig;
  readonly upstreams: RenewableUpstreams;
  readonly authenticator: Authenticator;
  readonly answerCors: ReturnType<typeof createCors>;
  readonly answer: GraphQLHandler;
};

/** What a reload does not change. */
export type ServingOptions = {
  readonly shared: Shared;
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
  return {
    config,
    upstreams,
    authenticator,
    answerCors: createCors(config.web.cors),
    answer: createGraphQLHandler({ config, schema, upstreams, authenticator, documents, spending, reportBug, now }),
  };
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
