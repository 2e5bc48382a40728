import { readFileSync } from 'node:fs';
import { buildSchema, graphql as execute } from 'graphql';
import { HttpResponse } from 'msw';
import { graphql } from 'msw/graphql';
import { type SetupServer, setupServer } from 'msw/node';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/** A gateway for tests of a client: answers each operation sent to `url` with `data`, as far as it is asked for and of the right type. */
export function mockGateway(url: string, data: Record<string, unknown>): SetupServer {
  return setupServer(
    graphql
      .link(url)
      .operation(async ({ query, variables }) =>
        HttpResponse.json(await execute({ schema, source: query, rootValue: data, variableValues: variables ?? {} })),
      ),
  );
}
