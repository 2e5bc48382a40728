import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Authenticator } from '../callers/authenticate.ts';
import type { Caller } from '../callers/caller.ts';
import type { Spending } from '../callers/spending.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createContext } from '../request/context.ts';
import { DEADLINE_HEADER, requestDeadline } from '../request/request-deadline.ts';
import type { Arrival } from '../request/request-facts.ts';
import type { Upstreams } from '../upstream/accounts/upstreams.ts';
import type { TrustedDocuments } from './documents/trusted-documents.ts';
import { useTrustedDocuments } from './documents/use-trusted-documents.ts';
import { maskError, type ReportBug } from './errors.ts';
import { documentCache } from './operations/document-cache.ts';
import { useCompiledExecution } from './operations/use-compiled-execution.ts';
import { useOperationLimits } from './operations/use-operation-limits.ts';
import { usePlacedErrors } from './placed-error.ts';
import { useQuietErrors } from './quiet-errors.ts';
import { badRequest } from './refusal.ts';
import { asksForFresh, useCacheControl } from './use-cache-control.ts';
import { useCallers } from './use-callers.ts';
import { useHiddenSchema } from './use-hidden-schema.ts';
import { spendingObserver, useQuotas } from './use-quotas.ts';
import { useRedactionNote } from './use-redaction-note.ts';
import { useRequestParameters } from './use-request-parameters.ts';
import { useRequestResult } from './use-request-result.ts';
import { useWebRules } from './use-web-rules.ts';

/** What GraphQL requests are answered from, and by which rules. */
export type GraphQLOptions = {
  readonly config: Pick<GatewayConfig, 'cache' | 'deadlineMs' | 'errors' | 'limits' | 'operations' | 'quotas' | 'web'>;
  readonly schema: GraphQLSchema;
  readonly upstreams: Upstreams;
  readonly authenticator: Authenticator;
  /** Null when none are known beforehand. */
  readonly documents: TrustedDocuments | null;
  /** What callers have used; the same for every configuration. */
  readonly spending: Spending;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/** Answers one request that was let in. */
export type GraphQLHandler = (request: IncomingMessage, response: ServerResponse, arrival: Arrival) => void;

/** HTTP to GraphQL, and nothing else: the plugins in the order in which a request meets them. */
export function createGraphQLHandler(options: GraphQLOptions): GraphQLHandler {
  const { config, schema, upstreams, authenticator, documents, spending, reportBug, now } = options;
  const { cache, deadlineMs, errors, limits, operations, quotas, web } = config;
  /** Whose fault it is when something is reported: yoga does not say. */
  const running = new AsyncLocalStorage<string>();
  const report: ReportBug = (bug) => reportBug(bug, running.getStore());
  const yoga = createYoga<Arrival>({
    schema,
    context: ({ request, facts, span }) =>
      createContext({
        upstreams,
        caller: known(facts.caller),
        facts,
        span: spendingObserver(known(facts.caller), spending, span),
        limits,
        deadlineMs: checkedDeadline(request.headers.get(DEADLINE_HEADER), deadlineMs, facts.arrivedAt),
        clientSignal: request.signal,
        fresh: cache.allowNoCache && asksForFresh(request.headers),
        now: now(),
      }),
    maskedErrors: { maskError: (error) => maskError(error, report, errors.upstreamMessages) },
    plugins: [
      useWebRules(web),
      useCallers(authenticator, report),
      useRequestParameters(),
      documents !== null && useTrustedDocuments(documents),
      !web.introspection && useHiddenSchema(),
      useOperationLimits(operations),
      useQuotas(quotas, spending),
      useCompiledExecution(documents?.parsedOf.values()),
      useCacheControl(),
      useRedactionNote(),
      useRequestResult(),
      useQuietErrors(),
      usePlacedErrors(),
    ].filter((plugin) => plugin !== false),
    parserAndValidationCache: { documentCache: documentCache(), errorCache: documentCache() },
    maxRequestBodySize: operations.bodyBytes,
    // What yoga has of the web is ours, at the socket; its health check would answer any address that ends so.
    graphiql: false,
    cors: false,
    healthCheckEndpoint: ' ',
    landingPage: false,
    multipart: false,
    logging: false,
  });
  return (request, response, arrival) => running.run(arrival.facts.id, () => yoga(request, response, arrival));
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
  throw badRequest(`${DEADLINE_HEADER} must be a whole number of milliseconds, at least 1.`, 'BAD_USER_INPUT');
}
