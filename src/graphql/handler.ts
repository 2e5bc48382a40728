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
import { useAnswerLimit } from './operations/use-answer-limit.ts';
import { useCompiledExecution } from './operations/use-compiled-execution.ts';
import { useOperationLimits } from './operations/use-operation-limits.ts';
import { usePlacedErrors } from './placed-error.ts';
import { useQuietErrors } from './quiet-errors.ts';
import { badRequest } from './refusal.ts';
import { hasNoCache, useCacheControl } from './use-cache-control.ts';
import { useCallers } from './use-callers.ts';
import { useHiddenSchema } from './use-hidden-schema.ts';
import { usePlainNames } from './use-plain-names.ts';
import { spendingObserver, useQuotas } from './use-quotas.ts';
import { useRedactionNote } from './use-redaction-note.ts';
import { useRequestParameters } from './use-request-parameters.ts';
import { useRequestResult } from './use-request-result.ts';
import { useWebRules } from './use-web-rules.ts';

/** What the GraphQL handler needs. */
export type GraphQLOptions = {
  readonly config: Pick<GatewayConfig, 'cache' | 'deadlineMs' | 'errors' | 'limits' | 'operations' | 'quotas' | 'web'>;
  readonly schema: GraphQLSchema;
  readonly upstreams: Upstreams;
  readonly authenticator: Authenticator;
  /** Null if there are no trusted documents. */
  readonly documents: TrustedDocuments | null;
  /** What callers have used; the same for every configuration. */
  readonly spending: Spending;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/** Answers an admitted request. `response` only shows whether the client is still connected. */
export type GraphQLHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  arrival: Arrival,
) => Promise<Response>;

/** Creates the handler. A request passes its plugins in the order of their list. */
export function createGraphQLHandler(options: GraphQLOptions): GraphQLHandler {
  const { config, schema, upstreams, authenticator, documents, spending, reportBug, now } = options;
  const { cache, deadlineMs, errors, limits, operations, quotas, web } = config;
  /** The id of the current request: yoga does not pass it to `maskError`. */
  const requestId = new AsyncLocalStorage<string>();
  const report: ReportBug = (bug) => reportBug(bug, requestId.getStore());
  const yoga = createYoga<Arrival>({
    schema,
    context: ({ request, facts, span }) =>
      createContext({
        upstreams,
        caller: authenticated(facts.caller),
        facts,
        span: spendingObserver(authenticated(facts.caller), spending, span),
        limits,
        answerBytes: operations.answerBytes,
        deadlineMs: timeToDeadline(request.headers.get(DEADLINE_HEADER), deadlineMs, facts.arrivedAt),
        clientSignal: request.signal,
        fresh: cache.allowNoCache && hasNoCache(request.headers),
        now: now(),
      }),
    maskedErrors: { maskError: (error) => maskError(error, report, errors.upstreamMessages) },
    plugins: [
      useWebRules(web),
      useCallers(authenticator, report),
      useRequestParameters(operations.bodyBytes),
      documents !== null && useTrustedDocuments(documents),
      !web.introspection && useHiddenSchema(),
      usePlainNames(),
      useOperationLimits(operations),
      useQuotas(quotas, spending),
      useCompiledExecution(documents?.parsedOf.values()),
      useAnswerLimit(operations.answerBytes),
      useCacheControl(),
      useRedactionNote(),
      useRequestResult(),
      useQuietErrors(),
      usePlacedErrors(),
    ].filter((plugin) => plugin !== false),
    parserAndValidationCache: { documentCache: documentCache(), errorCache: documentCache() },
    // The server has read the body.
    maxRequestBodySize: false,
    // The server does these itself. Yoga's health check would answer any path with the same ending.
    graphiql: false,
    cors: false,
    healthCheckEndpoint: ' ',
    landingPage: false,
    multipart: false,
    logging: false,
  });
  return async (request, response, arrival) =>
    requestId.run(arrival.facts.id, () => yoga.handleNodeRequestAndResponse(request, response, arrival));
}

/** Throws if `useCallers` has not set the caller. */
function authenticated(caller: Caller | null): Caller {
  if (caller === null) throw new Error('A request was admitted without its caller.');
  return caller;
}

/** Milliseconds until the deadline of a request that arrived at `arrivedAt`. Throws if its header is invalid. */
function timeToDeadline(header: string | null, configuredMs: number, arrivedAt: number): number {
  const deadlineMs = requestDeadline(header, configuredMs);
  if (deadlineMs !== null) return Math.max(1, deadlineMs - (Date.now() - arrivedAt));
  throw badRequest(`${DEADLINE_HEADER} must be a whole number of milliseconds, at least 1.`, 'BAD_USER_INPUT');
}
