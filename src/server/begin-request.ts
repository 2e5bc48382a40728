import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  createRequestFacts,
  type RequestEnd,
  type RequestFacts,
  type RequestOutcome,
} from '../request/request-facts.ts';
import type { Run } from '../request/run.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { REQUEST_ID_HEADER, requestId } from './request-id.ts';
import type { OnRequest } from './request-log.ts';

/** What is called with each request. */
export type RequestObservers = {
  readonly metrics: { request(end: RequestEnd, facts: RequestFacts): void };
  readonly tracer: Pick<Tracer, 'begin'>;
  readonly onRequest?: OnRequest | undefined;
};

/**
 * Gives a request its id, and starts its span. Reports the end of the request when the response is sent or the client
 * disconnects.
 */
export function beginRequest(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { metrics, tracer, onRequest }: RequestObservers,
): Pick<Run, 'facts' | 'span'> {
  const id = requestId(headers[REQUEST_ID_HEADER]);
  const span = tracer.begin(headers);
  const facts = createRequestFacts({ id, arrivedAt: Date.now(), traceId: span.traceId });
  response.on('close', () => {
    const end = {
      outcome: outcomeOf(facts, response),
      status: response.headersSent ? response.statusCode : null,
      durationMs: Date.now() - facts.arrivedAt,
    };
    metrics.request(end, facts);
    span.end(facts, end);
    onRequest?.(facts, end);
  });
  return { facts, span };
}

function outcomeOf({ overloaded, result, events }: RequestFacts, { writableFinished }: ServerResponse): RequestOutcome {
  // A subscriber leaves when it has seen enough.
  if (!writableFinished && !events) return 'aborted';
  return overloaded ? 'refused' : result;
}
