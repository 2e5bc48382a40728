import { ApolloGateway, IntrospectAndCompose, RemoteGraphQLDataSource } from '@apollo/gateway';
import { type GraphQLSchema, getOperationAST, parse, printSchema } from 'graphql';
import { onTestFinished } from 'vitest';
import type { GraphQLAnswer } from './gateway.ts';

/** A router over subgraphs. */
export type Router = {
  /** What its clients can ask, in GraphQL's own language. */
  readonly api: string;
  /** Asks as a client does whose header `Authorization` is `authorization`. */
  query(query: string, authorization?: string): Promise<GraphQLAnswer>;
};

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * A router that asks each subgraph for its SDL and composes them, for the running test; the client's `Authorization` is
 * passed on. Rejects with what composition does not take.
 */
export async function startRouter(subgraphs: Readonly<Record<string, string>>): Promise<Router> {
  const gateway = new ApolloGateway({
    supergraphSdl: new IntrospectAndCompose({
      subgraphs: Object.entries(subgraphs).map(([name, url]) => ({ name, url })),
      introspectionHeaders: { authorization: 'Bearer of-the-router' },
    }),
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource<{ authorization?: string }>({
        url,
        willSendRequest({ request, context: { authorization } }) {
          if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
        },
      }),
    logger: SILENT,
  });
  onTestFinished(() => gateway.stop());
  const { schema, executor } = await gateway.load();
  return {
    api: printSchema(apiOf(gateway) ?? schema),
    async query(query, authorization) {
      const document = parse(query);
      const operation = getOperationAST(document);
      const context = { authorization };
      const asked = { request: { query }, document, source: query, operation, operationName: null, queryHash: query };
      const answer = await executor({ ...asked, schema, context, logger: SILENT, metrics: {} } as never);
      // As it would go over the wire: without prototypes, its errors as they print.
      return JSON.parse(JSON.stringify(answer)) as GraphQLAnswer;
    },
  };
}

function apiOf(gateway: ApolloGateway): GraphQLSchema | null {
  let api: GraphQLSchema | null = null;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    api = apiSchema;
  });
  return api;
}
