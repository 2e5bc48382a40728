import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { type FetchAPI, type Plugin, YogaServer } from 'graphql-yoga';
import type { Caller } from '../callers/caller.ts';
import type { CallerQuotas } from '../callers/quotas.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createContext } from '../request/context.ts';
import type { Run } from '../request/run.ts';
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
import type { RequestParameters } from './request-parameters.ts';
import { useFreshness } from './use-freshness.ts';
import { useHiddenSchema } from './use-hidden-schema.ts';
import { usePlainNames } from './use-plain-names.ts';
import { useRedactionNote } from './use-redaction-note.ts';
import { useRunResult } from './use-run-result.ts';
import { useSpending } from './use-spending.ts';

/** What the GraphQL handler needs. */
export type GraphQLOptions = {
  readonly config: Pick<GatewayConfig, 'errors' | 'limits' | 'operations' | 'web'>;
  readonly schema: GraphQLSchema;
  readonly upstreams: Upstreams;
  /** Null if there are no trusted documents. */
  readonly documents: TrustedDocuments | null;
  readonly quotas: CallerQuotas;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/** The response to a request, as yoga makes it. */
type GraphQLResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Runs the operation of a request whose caller is known. `parameters` throws if the request has no valid ones. */
export type GraphQLHandler = (
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  parameters: () => RequestParameters,
  run: Run,
) => Promise<GraphQLResponse>;

/** Yoga's context of a run. */
type ServerContext = Run & { readonly parameters: () => RequestParameters };

/**
 * Creates the handler: yoga without its HTTP server, which this gateway's own has done already. A request passes its
 * plugins in the order of their list.
 */
export function createGraphQLHandler(options: GraphQLOptions): GraphQLHandler {
  const { config, schema, upstreams, documents, quotas, reportBug, now } = options;
  const { errors, limits, operations, web } = config;
  /** The id of the current request: yoga does not pass it to `maskError`. */
  const requestId = new AsyncLocalStorage<string>();
  const report: ReportBug = (bug) => reportBug(bug, requestId.getStore());
  const yoga = new YogaServer<ServerContext, object>({
    schema,
    context: ({ facts, span, deadlineMs, signal, fresh, onSource }) => {
      const caller = authenticated(facts.caller);
      return createContext({
        upstreams,
        caller,
        facts,
        span: quotas.observed(caller, span),
        limits,
        answerBytes: operations.answerBytes,
        deadlineMs,
        clientSignal: signal,
        fresh,
        onSource,
        now: now(),
      });
    },
    maskedErrors: { maskError: (error) => maskError(error, report, errors.upstreamMessages) },
    plugins: [
      useParameters(),
      documents !== null && useTrustedDocuments(documents),
      !web.introspection && useHiddenSchema(),
      usePlainNames(),
      useOperationLimits(operations),
      useSpending(quotas),
      useCompiledExecution(documents?.parsedOf.values()),
      useAnswerLimit(operations.answerBytes),
      useFreshness(),
      useRedactionNote(),
      useRunResult(),
      useQuietErrors(),
      usePlacedErrors(),
    ].filter((plugin) => plugin !== false),
    parserAndValidationCache: { documentCache: documentCache(), errorCache: documentCache() },
    // The server has read the body.
    maxRequestBodySize: false,
    // The server does these itself.
    graphiql: false,
    cors: false,
    landingPage: false,
    multipart: false,
    logging: false,
    fetchAPI: { Response: PlainResponse as unknown as FetchAPI['Response'] },
  });
  return async ({ method = '', headers }, parameters, run) => {
    const request = { method, headers: new PlainHeaders(headers) } as unknown as Request;
    const response = await requestId.run(run.facts.id, () => yoga.handle(request, { ...run, parameters } as never));
    return response as unknown as PlainResponse;
  };
}

/** Hands yoga the parameters, which are already read. */
function useParameters(): Plugin<ServerContext, ServerContext> {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      setRequestParser(serverContext.parameters);
    },
  };
}

/** The headers of a request, as far as yoga and the plugins read them. */
class PlainHeaders {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    return this.#headers[name]?.toString() ?? null;
  }
}

/** A response that is not a stream. */
class PlainResponse implements GraphQLResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor(body: string | null, { status, headers }: GraphQLResponse) {
    this.status = status;
    this.headers = headers;
    this.body = body ?? '';
  }
}

/** Throws if the server has not set the caller. */
function authenticated(caller: Caller | null): Caller {
  if (caller === null) throw new Error('A request was admitted without its caller.');
  return caller;
}
