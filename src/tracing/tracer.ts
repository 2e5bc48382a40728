import type { IncomingHttpHeaders } from 'node:http';
import type { RequestEnd, RequestFacts } from '../request/request-facts.ts';
import type { CallObserver } from '../upstream/http/request.ts';

/** The span of one client request, which observes its attempts at upstream calls and propagates the trace to them. */
type RequestSpan = CallObserver & {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** The request ended. */
  end(facts: RequestFacts, end: RequestEnd): void;
};

/** Traces requests. */
export type Tracer = {
  /** Starts the span of a request with these headers, in the trace that they name or in a new one. */
  begin(headers: IncomingHttpHeaders): RequestSpan;
  /** Sends what was recorded, within a few seconds; never rejects. */
  close(): Promise<void>;
};

/** How spans are recorded. */
export type TracingOptions = {
  /** The URL that spans are sent to by OTLP/HTTP. */
  readonly otlpUrl: string;
  /** The share of the traces started here that is recorded, 0 to 1; for other traces their `traceparent` decides. */
  readonly sampleShare: number;
  readonly serviceName: string;
};
