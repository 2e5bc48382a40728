import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, MadeAnswer, Way } from '../answers/answer.ts';
import type { Asked } from '../answers/answers.ts';
import { kindOf } from '../answers/kind.ts';
import type { Caller } from '../callers/caller.ts';
import { callerId } from '../callers/caller-id.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { COST_HEADER } from '../graphql/operations/use-operation-limits.ts';
import { parameterReader } from '../graphql/read-parameters.ts';
import type { Run } from '../request/run.ts';
import { beginRequest, type RequestObservers } from './begin-request.ts';
import type { Bodies, ReadBody } from './bodies.ts';
import { callerOf, checkQuotas } from './check-caller.ts';
import type { Door } from './door.ts';
import { mediaTypeFor } from './media-types.ts';
import { OVERLOADED } from './overload.ts';
import { internalError, refusalAnswer } from './refusal.ts';
import { REQUEST_ID_HEADER } from './request-id.ts';
import { FRESH_HEADER, readDeadline, wantsFreshRead } from './request-limits.ts';
import { type SendingOptions, sendAnswer } from './send-answer.ts';
import type { Serving } from './serving.ts';
import { waitForTurn } from './wait-for-turn.ts';
import { checkWebRules } from './web-rules.ts';

/** What a GraphQL request needs before it runs. */
export type Entrance = RequestObservers & {
  readonly door: Door;
  readonly bodies: Bodies;
  readonly sending: SendingOptions;
  /** True while the process must not accept more work. */
  readonly overloaded: () => boolean;
  readonly reportBug: ReportBug;
};

/** A request on its way to its answer. */
type Exchange = Pick<Run, 'facts' | 'span'> & {
  readonly serving: Serving;
  readonly entrance: Entrance;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly report: ReportBug;
  /** The headers of the response that do not depend on its answer, as names and values in turn. */
  readonly head: string[];
  send(answer: Answer): void | Promise<void>;
};

/** What is known of a request when its body is read; no body if it is too long. */
type Known = Pick<Run, 'fresh'> & Pick<Asked, 'deadlineAt'> & { readonly body: Buffer | null };

const NO_BODY: ReadBody = { bytes: Buffer.alloc(0), release() {} };

/**
 * Answers a GraphQL request with the configuration that was active when it arrived. Its head is checked before its body is
 * read. A ready answer is sent at once; any other request waits for its turn at the door, and leaves when the socket has
 * the response. Refuses it with HTTP 503 if there is no room, or if its deadline passes before its turn.
 */
export async function answerGraphQL(
  serving: Serving,
  entrance: Entrance,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { facts, span } = beginRequest(request, response, entrance);
  const head = [...serving.headOf(request), REQUEST_ID_HEADER, facts.id];
  const { compression } = serving.config.web;
  const report: ReportBug = (bug) => entrance.reportBug(bug, facts.id);
  const outgoing = { request, response, head, compression, report };
  const send = (answer: Answer) => sendAnswer(outgoing, answer, entrance.sending);
  try {
    const refusal = await pass({ serving, entrance, request, response, facts, span, report, head, send });
    if (refusal !== null) await send(refusal);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else await send(refusalAnswer(internalError(error, report)));
  }
}

/** Sends the answer to a request, or returns the refusal of one that must not run. */
async function pass(exchange: Exchange): Promise<Answer | null> {
  const { serving, entrance, request, response, facts, report } = exchange;
  const { config, authenticator, quotas, answers } = serving;
  const { door, bodies, overloaded } = entrance;
  const refuseOverloaded = () => {
    facts.overloaded = true;
    return OVERLOADED;
  };

  if (overloaded()) return refuseOverloaded();
  const broken = checkWebRules(request, config.web.cors);
  if (broken !== null) return refusalAnswer(broken);
  const deadlineAt = readDeadline(request, facts.arrivedAt, config.deadlineMs);
  if (typeof deadlineAt !== 'number') return refusalAnswer(deadlineAt);

  const caller = authenticator.known(request.headers) ?? (await callerOf(request.headers, authenticator, report));
  if ('refusal' in caller) {
    facts.callerRefusal = caller.reason;
    return refusalAnswer(caller.refusal);
  }
  facts.caller = caller;
  // The client left during the check, and nothing more would be heard of it.
  if (response.destroyed) return null;
  const place = callerId(caller) ?? request.socket.remoteAddress ?? '';
  if (!door.hasRoom(place)) return refuseOverloaded();
  const overQuota = checkQuotas(caller, quotas);
  if (overQuota !== null) {
    facts.callerRefusal = overQuota.code;
    return refusalAnswer(overQuota);
  }

  const body = request.method === 'POST' ? await bodies.read(request, config.operations.bodyBytes) : NO_BODY;
  if (body === null) {
    const { headers, ...rest } = refuseOverloaded();
    return { ...rest, headers: [...headers, 'connection', 'close'] };
  }
  const fresh = takesFreshRead(exchange, place);
  const asked = askedBy(exchange, caller, { body: body.bytes, deadlineAt, fresh });
  const ready = answers.ready(asked);
  if (ready !== undefined) {
    body.release();
    await sendMade(exchange, ready, 'ready');
    return null;
  }
  response.once('close', body.release);
  const leave = await waitForTurn(door, place, deadlineAt, response);
  body.release();
  if (leave === null) return refuseOverloaded();
  try {
    const made = await answers.answer(asked, (signal, onSource) => run(exchange, asked, { fresh, signal, onSource }));
    await sendMade(exchange, made, made.way);
  } finally {
    leave();
  }
  return null;
}

function askedBy({ serving, request, response }: Exchange, caller: Caller, { body, deadlineAt, fresh }: Known): Asked {
  const { config, upstreams, documents } = serving;
  const { accept, [COST_HEADER]: cost } = request.headers;
  const mayKeep = body !== null && !fresh;
  return {
    kind: mayKeep ? kindOf(caller, upstreams, [mediaTypeFor(accept), cost?.toString()]) : null,
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

/** Whether no answer from before this request may be used. If the client wants that, the response says whether it is so. */
function takesFreshRead({ serving, request, head }: Exchange, callerOrAddress: string): boolean {
  const { config, quotas } = serving;
  if (!wantsFreshRead(request, config.cache.allowNoCache)) return false;
  const isFresh = quotas.mayReadFresh(callerOrAddress);
  head.push(FRESH_HEADER, isFresh ? '1' : '0');
  return isFresh;
}

async function run(
  exchange: Exchange,
  { parameters, deadlineAt }: Asked,
  bounds: Pick<Run, 'fresh' | 'signal' | 'onSource'>,
): Promise<MadeAnswer> {
  const { serving, request, facts, span } = exchange;
  const deadlineMs = Math.max(1, deadlineAt - Date.now());
  const { method, headers: asked } = request;
  const mediaType = mediaTypeFor(asked.accept) ?? 'application/json';
  const { status, headers, body } = await serving.graphql(
    { method, headers: asked, parameters, mediaType },
    { facts, span, deadlineMs, ...bounds },
  );
  const { freshUntil } = facts;
  return { answer: { status, headers: Object.entries(headers).flat(), body: Buffer.from(body), freshUntil }, facts };
}

/** Sends an answer, and notes what the run that made it found out if that was another request's. */
async function sendMade(exchange: Exchange, { answer, facts: made }: MadeAnswer, way: Way): Promise<void> {
  const { serving, entrance, facts, send } = exchange;
  entrance.metrics.answered(way);
  if (way !== 'run') {
    const { operationName, operationType, cost, accountIds, result } = made;
    Object.assign(facts, { operationName, operationType, cost, accountIds, result });
    serving.quotas.spend(facts.caller, cost);
  }
  await send(answer);
}
