import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createGraphQLError, createYoga } from 'graphql-yoga';
import { asksForFresh, useCacheControl } from './cache-control.ts';
import type { Authenticator } from './callers/authenticate.ts';
import type { Caller } from './callers/caller.ts';
import { useCallers } from './callers/use-callers.ts';
import { useCompiledExecution } from './compiled-execution.ts';
import type { GatewayConfig } from './config.ts';
import { createContext, type Limits } from './context.ts';
import { maskError, type ReportBug } from './errors.ts';
import { graphiql } from './graphiql.ts';
import { answerHealth } from './health.ts';
import { useJsonParameters } from './json-parameters.ts';
import type { Metrics } from './metrics.ts';
import { createDoor, type DoorOptions, throughDoor } from './overload.ts';
import { answerText } from './plain-answer.ts';
import { DEADLINE_HEADER, requestDeadline } from './request-deadline.ts';
import { type Arrival, createRequestFacts, useRequestOutcome } from './request-facts.ts';
import type { Upstreams } from './upstream/upstreams.ts';

/** What a server serves, and how. */
export type ServerOptions = {
  readonly schema: GraphQLSchema;
  readonly upstreams: Upstreams;
  readonly authenticator: Authenticator;
  readonly web: GatewayConfig['web'];
  readonly limits: Limits;
  /** Milliseconds that a request may take at most. */
  readonly deadlineMs: number;
  /** Whether a client may force fresh answers with `Cache-Control: no-cache`. */
  readonly allowNoCache: boolean;
  readonly door: DoorOptions;
  readonly metrics: Metrics;
  /** True once the gateway was told to stop. */
  readonly draining: () => boolean;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now?: () => number;
};

/**
 * An HTTP server that answers GraphQL at `/graphql`, and a browser with GraphiQL; health and metrics beside it. Not yet
 * listening. All but GraphiQL, health and metrics goes through the door.
 */
export function createGatewayServer({
  schema,
  upstreams,
  authenticator,
  web,
  limits,
  deadlineMs,
  allowNoCache,
  door: doorOptions,
  metrics,
  draining,
  reportBug,
  now = Date.now,
}: ServerOptions): Server {
  const [firstAccountId = ''] = upstreams.accountIds;
  const yoga = createYoga<Arrival>({
    schema,
    context: ({ request, facts }) =>
      createContext({
        upstreams,
        caller: known(facts.caller),
        facts,
        limits,
        deadlineMs: checkedDeadline(request.headers.get(DEADLINE_HEADER), deadlineMs, facts.arrivedAt),
        clientSignal: request.signal,
        fresh: allowNoCache && asksForFresh(request.headers),
        now: now(),
      }),
    maskedErrors: { maskError: (error) => maskError(error, reportBug) },
    graphiql: web.graphiql && (() => graphiql(firstAccountId, now())),
    // The page is three megabytes, so it is loaded when somebody opens it.
    renderGraphiQL: async (options) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    plugins: [
      useCallers(authenticator),
      useJsonParameters(),
      useCompiledExecution(),
      useCacheControl(),
      useRequestOutcome(),
    ],
    landingPage: false,
    multipart: false,
    logging: false,
  });
  const door = createDoor(doorOptions);
  metrics.watch(door);
  const ask = throughDoor(door, deadlineMs, {
    handle(request, response, arrivedAt) {
      const facts = createRequestFacts(arrivedAt);
      response.once('close', () => {
        if (!response.writableFinished) facts.outcome = 'aborted';
        metrics.request(facts.outcome, Date.now() - arrivedAt);
      });
      yoga(request, response, { facts });
    },
    onRefused: () => metrics.request('refused', 0),
  });
  // A body that does not come takes a place inside, so it may not take longer than an answer.
  const bodyTimeouts = { requestTimeout: deadlineMs, connectionsCheckingInterval: Math.min(deadlineMs, 5000) };
  return createServer(bodyTimeouts, async (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (answerHealth(path, response, { busy: door.busy, draining })) return;
    if (path === '/metrics') await answerMetrics(metrics, response);
    else if (web.graphiql && isPage(request)) yoga(request, response);
    else ask(request, response);
  });
}

async function answerMetrics(metrics: Metrics, response: ServerResponse): Promise<void> {
  const { text, contentType } = await metrics.print();
  answerText(response, 200, text, { 'content-type': contentType });
}

/** A browser that opens GraphiQL, by the rule that yoga knows one by. */
function isPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}

/** Nothing is answered before it is known who asks. */
function known(caller: Caller | null): Caller {
  if (caller === null) throw new Error('A request was let in whose caller is not known.');
  return caller;
}

/** Milliseconds that are left to a request that arrived at `arrivedAt`. */
function checkedDeadline(header: string | null, configuredMs: number, arrivedAt: number): number {
  const deadlineMs = requestDeadline(header, configuredMs);
  if (deadlineMs !== null) return Math.max(1, deadlineMs - (Date.now() - arrivedAt));
  throw createGraphQLError(`${DEADLINE_HEADER} must be a whole number of milliseconds, at least 1.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
