import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, MadeAnswer } from '../answers/answer.ts';
import type { Asked } from '../answers/answers.ts';
import { kindOf } from '../answers/kind.ts';
import type { Sources } from '../answers/ready-answers.ts';
import type { Caller } from '../callers/caller.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { COST_HEADER } from '../graphql/operations/use-operation-limits.ts';
import { parameterReader } from '../graphql/read-parameters.ts';
import type { Run } from '../request/run.ts';
import type { RequestObservers } from './begin-request.ts';
import type { Bodies } from './bodies.ts';
import type { Door } from './door.ts';
import { EVENT_STREAM, mediaTypeFor } from './media-types.ts';
import { hasNoCache } from './request-limits.ts';
import type { SendingOptions } from './send-answer.ts';
import type { Serving } from './serving.ts';
import type { Streams } from './streams.ts';

/** What a GraphQL request needs before it runs. */
export type Entrance = RequestObservers & {
  readonly door: Door;
  readonly bodies: Bodies;
  readonly streams: Streams;
  readonly sending: SendingOptions;
  /** True while the process must not accept more work. */
  readonly overloaded: () => boolean;
  readonly reportBug: ReportBug;
};

/** A request on its way to its answer. */
export type Exchange = Pick<Run, 'facts' | 'span'> & {
  readonly serving: Serving;
  readonly entrance: Entrance;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The headers that the response has whatever the answer, as names and values in turn. */
  readonly head: readonly string[];
  readonly report: ReportBug;
  send(answer: Answer): void | Promise<void>;
};

/** Whether the client takes events. */
export function takesEvents({ request }: Pick<Exchange, 'request'>): boolean {
  return mediaTypeFor(request.headers.accept) === EVENT_STREAM;
}

/** The media type of each answer, also of those within a stream. */
function answerTypeOf({ request }: Exchange) {
  const type = mediaTypeFor(request.headers.accept);
  return type === null || type === EVENT_STREAM ? 'application/json' : type;
}

/** What a request asks; `body` is null if it exceeds the limit. */
export function askedBy(exchange: Exchange, caller: Caller, body: Buffer | null, deadlineAt: number): Asked {
  const { serving, request, response } = exchange;
  const { config, upstreams, documents } = serving;
  const mayKeep = body !== null && !isFresh(exchange);
  const cost = request.headers[COST_HEADER]?.toString();
  return {
    kind: mayKeep ? kindOf(caller, upstreams, [answerTypeOf(exchange), cost]) : null,
    text: request.method === 'GET' ? `GET ${request.url}` : `POST ${body?.toString('latin1')}`,
    parameters: parameterReader({ request, body }, config.operations.bodyBytes, documents),
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

/** Whether no answer from before this request may be used. The polls of a stream are fresh by themselves. */
function isFresh({ serving, request }: Exchange): boolean {
  return serving.config.cache.allowNoCache && hasNoCache(request) && !takesEvents({ request });
}

/** Runs the operation of a request, once. */
export async function run(
  exchange: Exchange,
  { parameters, deadlineAt }: Pick<Asked, 'parameters' | 'deadlineAt'>,
  signal: AbortSignal,
  onSource: Sources['onSource'],
): Promise<MadeAnswer> {
  const { serving, request, facts, span } = exchange;
  const deadlineMs = Math.max(1, deadlineAt - Date.now());
  const fresh = isFresh(exchange);
  const streams = takesEvents(exchange);
  const { method, headers: asked } = request;
  const { status, headers, body } = await serving.graphql(
    { method, headers: asked, parameters, mediaType: answerTypeOf(exchange) },
    { facts, span, deadlineMs, signal, fresh, streams, onSource },
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
