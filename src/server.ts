import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createGraphQLError, createYoga } from 'graphql-yoga';
import { asksForFresh, useCacheControl } from './cache-control.ts';
import { useCompiledExecution } from './compiled-execution.ts';
import { createContext, type Limits } from './context.ts';
import { maskError, type ReportBug } from './errors.ts';
import { graphiql } from './graphiql.ts';
import { answerHealth } from './health.ts';
import type { Metrics, RequestOutcome } from './metrics.ts';
import { createDoor, type DoorOptions, throughDoor } from './overload.ts';
import { answerText } from './plain-answer.ts';
import { DEADLINE_HEADER, requestDeadline } from './request-deadline.ts';
import { type OutcomeTeller, useRequestOutcome } from './request-outcome.ts';
import { schema } from './schema/schema.ts';
import type { AccountUpstreams } from './upstream/upstreams.ts';

/** What a server serves, and how. */
export type ServerOptions = {
  readonly upstreams: ReadonlyMap<string, AccountUpstreams>;
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

/** What yoga is told of each request besides itself. `arrivedAt` is in epoch milliseconds: waiting at the door counts. */
type Arrival = OutcomeTeller & { readonly arrivedAt: number };

/**
 * An HTTP server that answers GraphQL at `/graphql`, and a browser with GraphiQL; health and metrics beside it. Not yet
 * listening. All but GraphiQL, health and metrics goes through the door.
 */
export function createGatewayServer({
  upstreams,
  limits,
  deadlineMs,
  allowNoCache,
  door: doorOptions,
  metrics,
  draining,
  reportBug,
  now = Date.now,
}: ServerOptions): Server {
  const [firstAccountId = ''] = upstreams.keys();
  const yoga = createYoga<Arrival>({
    schema,
    context: ({ request, arrivedAt }) =>
      createContext({
        upstreams,
        limits,
        deadlineMs: checkedDeadline(request.headers.get(DEADLINE_HEADER), deadlineMs, arrivedAt),
        clientSignal: request.signal,
        fresh: allowNoCache && asksForFresh(request.headers),
        now: now(),
      }),
    maskedErrors: { maskError: (error) => maskError(error, reportBug) },
    graphiql: () => graphiql(firstAccountId, now()),
    // The page is three megabytes, so it is loaded when somebody opens it.
    renderGraphiQL: async (options) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    plugins: [useCompiledExecution(), useCacheControl(), useRequestOutcome()],
    landingPage: false,
    multipart: false,
    logging: false,
  });
  const door = createDoor(doorOptions);
  metrics.watch(door);
  const ask = throughDoor(door, deadlineMs, {
    handle(request, response, arrivedAt) {
      // What has no GraphQL result at all, such as a body that is no JSON, has failed.
      let outcome: RequestOutcome = 'failed';
      response.once('close', () =>
        metrics.request(response.writableFinished ? outcome : 'aborted', Date.now() - arrivedAt),
      );
      const onOutcome = (told: RequestOutcome) => {
        outcome = told;
      };
      yoga(request, response, { arrivedAt, onOutcome });
    },
    onRefused: () => metrics.request('refused', 0),
  });
  // A body that does not come takes a place inside, so it may not take longer than an answer.
  const bodyTimeouts = { requestTimeout: deadlineMs, connectionsCheckingInterval: Math.min(deadlineMs, 5000) };
  return createServer(bodyTimeouts, async (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (answerHealth(path, response, { busy: door.busy, draining })) return;
    if (path === '/metrics') await answerMetrics(metrics, response);
    else if (isPage(request)) yoga(request, response);
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

/** Milliseconds that are left to a request that arrived at `arrivedAt`. */
function checkedDeadline(header: string | null, configuredMs: number, arrivedAt: number): number {
  const deadlineMs = requestDeadline(header, configuredMs);
  if (deadlineMs !== null) return Math.max(1, deadlineMs - (Date.now() - arrivedAt));
  throw createGraphQLError(`${DEADLINE_HEADER} must be a whole number of milliseconds, at least 1.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
