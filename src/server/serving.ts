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

/** All that one configuration makes of the gateway; a reload puts another in its place. */
export type Serving = {
  readonly config: GatewayConfig;
  readonly upstreams: RenewableUpstreams;
  readonly authenticator: Authenticator;
  readonly answerCors: ReturnType<typeof createCors>;
  readonly answer: GraphQLHandler;
};

/** What stays when the configuration changes. */
export type ServingOptions = {
  readonly shared: Shared;
  /** Finds out who asks in place of what configurations say, for callers that none can name. */
  readonly authenticator?: Authenticator | undefined;
  readonly spending: Spending;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/**
 * Makes of a configuration what serves it; after `previous`, with what must not be lost of that. Rejects with
 * `ConfigError` when it cannot work.
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
