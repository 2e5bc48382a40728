import { createServer, type Server } from 'node:http';
import { createGraphQLError, createYoga } from 'graphql-yoga';
import { useCompiledExecution } from './compiled-execution.ts';
import { createContext, type Limits } from './context.ts';
import { maskError, type ReportBug } from './errors.ts';
import { graphiql } from './graphiql.ts';
import { DEADLINE_HEADER, requestDeadline } from './request-deadline.ts';
import { schema } from './schema/schema.ts';
import type { AccountUpstreams } from './upstream/upstreams.ts';

/** What a server serves, and how. */
export type ServerOptions = {
  readonly upstreams: ReadonlyMap<string, AccountUpstreams>;
  readonly limits: Limits;
  /** Milliseconds that a request may take at most. */
  readonly deadlineMs: number;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now?: () => number;
};

/** An HTTP server that answers GraphQL at `/graphql`, and a browser with GraphiQL; not yet listening. */
export function createGatewayServer({
  upstreams,
  limits,
  deadlineMs,
  reportBug,
  now = Date.now,
}: ServerOptions): Server {
  const [firstAccountId = ''] = upstreams.keys();
  const yoga = createYoga({
    schema,
    context: ({ request }) =>
      createContext({
        upstreams,
        limits,
        deadlineMs: checkedDeadline(request.headers.get(DEADLINE_HEADER), deadlineMs),
        clientSignal: request.signal,
        now: now(),
      }),
    maskedErrors: { maskError: (error) => maskError(error, reportBug) },
    graphiql: () => graphiql(firstAccountId, now()),
    // The page is three megabytes, so it is loaded when somebody opens it.
    renderGraphiQL: async (options) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    plugins: [useCompiledExecution()],
    landingPage: false,
    multipart: false,
    logging: false,
  });
  return createServer(yoga);
}

function checkedDeadline(header: string | null, configuredMs: number): number {
  const deadlineMs = requestDeadline(header, configuredMs);
  if (deadlineMs !== null) return deadlineMs;
  throw createGraphQLError(`${DEADLINE_HEADER} must be a whole number of milliseconds, at least 1.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
