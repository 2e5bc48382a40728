import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { YogaServer } from 'graphql-yoga';
import type { Caller } from '../callers/caller.ts';
import type { CallerQuotas } from '../callers/quotas.ts';
import type { GatewayConfig } from '../config/config.ts';
import { createContext } from '../request/context.ts';
import type { RequestFacts } from '../request/request-facts.ts';
import type { Run } from '../request/run.ts';
import type { Upstreams } from '../upstream/accounts/upstreams.ts';
import type { TrustedDocuments } from './documents/trusted-documents.ts';
import { useTrustedDocuments } from './documents/use-trusted-documents.ts';
import { maskError, type ReportBug } from './errors.ts';
import { type ExportPage, useExportPage } from './exports/use-export-page.ts';
import { documentCache } from './operations/document-cache.ts';
import { useAnswerLimit } from './operations/use-answer-limit.ts';
import { useCompiledExecution } from './operations/use-compiled-execution.ts';
import { useOperationLimits } from './operations/use-operation-limits.ts';
import { type GraphQLResponse, type MediaType, printResult } from './print-result.ts';
import type { RequestParameters } from './request-parameters.ts';
import { useFreshness } from './use-freshness.ts';
import { useHiddenSchema } from './use-hidden-schema.ts';
import { useLiveQueries } from './use-live-queries.ts';
import { usePlainNames } from './use-plain-names.ts';
import { useRedactionNote } from './use-redaction-note.ts';
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

/** A request that is to run. */
type GraphQLRequest = Pick<IncomingMessage, 'method' | 'headers'> & {
  /** Throws if the request has no valid parameters. */
  readonly parameters: () => RequestParameters;
  readonly mediaType: MediaType;
};

/** Runs the operation of a request whose caller is known. */
export type GraphQLHandler = {
  respond(request: GraphQLRequest, run: Run): Promise<GraphQLResponse>;
  /** Runs one page of its export. */
  exportPage(request: Omit<GraphQLRequest, 'mediaType'>, run: Run, page: ExportPage): Promise<ExecutionResult>;
};

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
  const mask = (error: unknown) => maskError(error, report, errors.upstreamMessages);
  const yoga = new YogaServer<Run & { readonly page?: ExportPage }, object>({
    schema,
    context: ({ facts, span, deadlineMs, signal, fresh, onSource, bulk, now: begunAt = now() }) => {
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
        bulk,
        now: begunAt,
      });
    },
    maskedErrors: { maskError: mask },
    plugins: [
      documents !== null && useTrustedDocuments(documents),
      !web.introspection && useHiddenSchema(),
      usePlainNames(),
      useExportPage(),
      useOperationLimits(operations),
      useLiveQueries(),
      useSpending(quotas),
      useCompiledExecution(documents?.parsedOf.values()),
      useAnswerLimit(operations.answerBytes),
      useFreshness(),
      useRedactionNote(),
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
  });
  type Ran = Parameters<GraphQLHandler['exportPage']>[0];
  const resultOf = async ({ method, headers, parameters }: Ran, run: Run & { page?: ExportPage }) => {
    const request = { method, headers: new PlainHeaders(headers) } as unknown as Request;
    try {
      return (await yoga.getResultForParams({ params: parameters(), request }, run)) as ExecutionResult;
    } catch (error) {
      return { errors: (error instanceof AggregateError ? error.errors : [error]).map(mask) };
    }
  };
  const ran = async (request: Ran, run: Run & { readonly page?: ExportPage }): Promise<ExecutionResult> => {
    const result = await requestId.run(run.facts.id, () => resultOf(request, { ...run }));
    run.facts.result = outcomeOf(result);
    return result;
  };
  return {
    respond: async (request, run) => printResult(await ran(request, run), request.mediaType),
    exportPage: (request, run, page) => ran(request, { ...run, page }),
  };
}

function outcomeOf({ errors = [], data }: ExecutionResult): RequestFacts['result'] {
  if (errors.length === 0) return 'ok';
  return data == null ? 'failed' : 'partial';
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

/** Throws if the server has not set the caller. */
function authenticated(caller: Caller | null): Caller {
  if (caller === null) throw new Error('A request was admitted without its caller.');
  return caller;
}
