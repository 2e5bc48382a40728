import { createServer, type Server, type ServerResponse } from 'node:http';
import { createGraphQLError, createYoga } from 'graphql-yoga';
import { asksForFresh, useCacheControl } from './cache-control.ts';
import type { Authenticator } from './callers/authenticate.ts';
import type { Caller } from './callers/caller.ts';
import { useCallers } from './callers/use-callers.ts';
import { useCompiledExecution } from './compiled-execution.ts';
import type { GatewayConfig } from './config.ts';
import { createContext, type Limits } from './context.ts';
import type { TrustedDocuments } from './documents/trusted-documents.ts';
import { useTrustedDocuments } from './documents/use-trusted-documents.ts';
import { maskError, type ReportBug } from './errors.ts';
import { answerHealth } from './health.ts';
import type { Metrics } from './metrics.ts';
import { createDoor, type DoorOptions, throughDoor } from './overload.ts';
import { answerText } from './plain-answer.ts';
import { DEADLINE_HEADER, requestDeadline } from './request-deadline.ts';
import { type Arrival, createRequestFacts, useRequestOutcome } from './request-facts.ts';
import { schema } from './schema/schema.ts';
import type { Upstreams } from './upstream/upstreams.ts';
import { createCors } from './web/cors.ts';
import { answerPage, isPageRequest } from './web/graphiql-page.ts';
import { pathOf, routeOf } from './web/route.ts';
import { setSecurityHeaders } from './web/security-headers.ts';
import { socketLimits } from './web/socket-limits.ts';
import { useHiddenSchema } from './web/use-hidden-schema.ts';
import { useRequestParameters } from './web/use-request-parameters.ts';
import { useWebRules } from './web/use-web-rules.ts';

/** What a server serves, and how. */
export type ServerOptions = {
  readonly upstreams: Upstreams;
  readonly authenticator: Authenticator;
  readonly web: GatewayConfig['web'];
  /** Null when none are. */
  readonly documents: TrustedDocuments | null;
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
 * listening. All GraphQL requests go through the door.
 */
export function createGatewayServer({
  upstreams,
  authenticator,
  web,
  documents,
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
    plugins: [
      useWebRules(),
      useCallers(authenticator),
      useRequestParameters(),
      documents !== null && useTrustedDocuments(documents),
      !web.introspection && useHiddenSchema(),
      useCompiledExecution(),
      useCacheControl(),
      useRequestOutcome(),
    ].filter((plugin) => plugin !== false),
    // What yoga has of the web is ours, at the socket; its health check would answer any address that ends so.
    graphiql: false,
    cors: false,
    healthCheckEndpoint: ' ',
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
  const answerCors = createCors(web.cors);
  return createServer(socketLimits(deadlineMs), async (request, response) => {
    setSecurityHeaders(request, response);
    const route = routeOf(request, response);
    if (route === 'health') answerHealth(pathOf(request), response, { busy: door.busy, draining });
    else if (route === 'metrics') await answerMetrics(metrics, response);
    else if (route === null || answerCors(request, response)) return;
    else if (web.graphiql && isPageRequest(request)) await answerPage(firstAccountId, now(), request, response);
    else ask(request, response);
  });
}

async function answerMetrics(metrics: Metrics, response: ServerResponse): Promise<void> {
  const { text, contentType } = await metrics.print();
  answerText(response, 200, text, { 'content-type': contentType });
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
