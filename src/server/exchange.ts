import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, MadeAnswer } from '../answers/answer.ts';
import type { Asked } from '../answers/answers.ts';
import { kindOf } from '../answers/kind.ts';
import type { Caller } from '../callers/caller.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { COST_HEADER } from '../graphql/operations/use-operation-limits.ts';
import { parameterReader } from '../graphql/read-parameters.ts';
import type { Run } from '../request/run.ts';
import type { RequestObservers } from './begin-request.ts';
import type { Bodies } from './bodies.ts';
import type { Door } from './door.ts';
import { EVENT_STREAM, mediaTypeFor } from './media-types.ts';
import type { Metrics } from './metrics.ts';
import { FRESH_HEADER, wantsFreshRead } from './request-limits.ts';
import type { SendingOptions } from './send-answer.ts';
import type { Serving } from './serving.ts';
import type { Streams } from './streams.ts';

/** What a GraphQL request or an export needs before it runs. */
export type Reception = RequestObservers & {
  readonly bodies: Bodies;
  readonly sending: SendingOptions;
  /** True while the process must not accept more work. */
  readonly overloaded: () => boolean;
  readonly reportBug: ReportBug;
};

/** What a GraphQL request needs besides. */
export type Entrance = Reception & {
  readonly door: Door;
  readonly streams: Streams;
  readonly metrics: Pick<Metrics, 'answered' | 'event'>;
};

/** A request that has arrived, by the configuration that was active then. */
export type Arrival = Pick<Run, 'facts' | 'span'> & {
  readonly serving: Serving;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The headers of the response that do not depend on its answer, as names and values in turn. */
  readonly head: string[];
  readonly report: ReportBug;
  send(answer: Answer): void | Promise<void>;
};

/** A request on its way to its answer. */
export type Exchange = Arrival & { readonly entrance: Entrance };

/** Whether the client takes events. */
export function takesEvents({ request }: Pick<Exchange, 'request'>): boolean {
  return mediaTypeFor(request.headers.accept) === EVENT_STREAM;
}

/** The media type of each answer, also of those within a stream. */
function answerTypeOf({ request }: Exchange) {
  const type = mediaTypeFor(request.headers.accept);
  return type === null || type === EVENT_STREAM ? 'application/json' : type;
}

/** Reads the parameters of a request when they are first asked for; `body` is null if it exceeds the limit. */
export function readerOf({ serving, request }: Exchange, body: Buffer | null): Asked['parameters'] {
  return parameterReader({ request, body }, serving.config.operations.bodyBytes, serving.documents);
}

/** What is known of a request when its body is read; no body if it is too long. */
type Known = Pick<Run, 'fresh'> & Pick<Asked, 'deadlineAt'> & { readonly body: Buffer | null };

/** What a request asks, and how long its client waits. */
export function askedBy(exchange: Exchange, caller: Caller, { body, deadlineAt, fresh }: Known): Asked {
  const { serving, request, response } = exchange;
  const mayKeep = body !== null && !fresh;
  const cost = request.headers[COST_HEADER]?.toString();
  return {
    kind: mayKeep ? kindOf(caller, serving.upstreams, [answerTypeOf(exchange), cost]) : null,
    text: request.method === 'GET' ? `GET ${request.url}` : `POST ${body?.toString('latin1')}`,
    parameters: readerOf(exchange, body),
    deadlineAt,
    onLeave(leave) {
      if (response.destroyed) leave();
      else {
        response.once('close', () => {
          if (!response.writableEnded) leave();
        });
      }
    },
  };
}

/** Whether no answer from before this request may be used. If the client wants that, the response says whether it is so. */
export function takesFreshRead({ serving, request, head }: Exchange, callerOrAddress: string): boolean {
  const { config, quotas } = serving;
  if (!wantsFreshRead(request, config.cache.allowNoCache)) return false;
  const isFresh = quotas.mayReadFresh(callerOrAddress);
  head.push(FRESH_HEADER, isFresh ? '1' : '0');
  return isFresh;
}

/** Runs the operation of a request, once. */
export async function run(
  exchange: Exchange,
  { parameters, deadlineAt }: Pick<Asked, 'parameters' | 'deadlineAt'>,
  bounds: Pick<Run, 'fresh' | 'signal' | 'onSource'>,
): Promise<MadeAnswer> {
  const { serving, request, facts, span } = exchange;
  const deadlineMs = Math.max(1, deadlineAt - Date.now());
  const streams = takesEvents(exchange);
  const { method, headers: asked } = request;
  const { status, headers, body } = await serving.graphql.respond(
    { method, headers: asked, parameters, mediaType: answerTypeOf(exchange) },
    { facts, span, deadlineMs, streams, ...bounds },
  );
  const { freshUntil } = facts;
  return { answer: { status, headers: Object.entries(headers).flat(), body: Buffer.from(body), freshUntil }, facts };
}

/** Notes what the run that made an answer found out, if it was that of another request. */
export function noteRun({ serving, facts }: Exchange, { facts: made }: MadeAnswer): void {
  if (made === facts) return;
  const { operationName, operationType, cost, accountIds, result } = made;
  Object.assign(facts, { operationName, operationType, cost, accountIds, result });
  serving.quotas.spend(facts.caller, cost);
}
