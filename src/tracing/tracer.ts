import type { IncomingHttpHeaders } from 'node:http';
import type { RequestEnd, RequestFacts } from '../request/request-facts.ts';
import type { CallObserver } from '../upstream/http/request.ts';

/** One client request in its trace; its attempts at upstream calls are told to it, and carry the trace on. */
type RequestSpan = CallObserver & {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** The request ended. */
  end(facts: RequestFacts, end: RequestEnd): void;
};

/** Traces requests. */
export type Tracer = {
  /** A request came with these headers: goes on with its trace, or begins one. */
  begin(headers: IncomingHttpHeaders): RequestSpan;
  /** Lets go of what was recorded, within a few seconds; never rejects. */
  close(): Promise<void>;
};

/** How spans are recorded. */
export type TracingOptions = {
  /** Where spans are sent by OTLP/HTTP. */
  readonly otlpUrl: string;
  /** The share of the traces begun here that is recorded; of others, their beginner decides. */
  readonly sampleShare: number;
  readonly serviceName: string;
};
