import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, MadeAnswer, Way } from '../answers/answer.ts';
import { callerId } from '../callers/caller-id.ts';
import { answerArrival } from './answer-arrival.ts';
import type { ReadBody } from './bodies.ts';
import { checkQuotas, identify } from './check-caller.ts';
import { asEvents } from './event-stream.ts';
import { askedBy, type Entrance, type Exchange, noteRun, run, takesEvents, takesFreshRead } from './exchange.ts';
import { maySubscribe, openLiveStream } from './live-stream.ts';
import { OVERLOADED } from './overload.ts';
import { refusalAnswer } from './refusal.ts';
import { readDeadline } from './request-limits.ts';
import type { Serving } from './serving.ts';
import { waitForTurn } from './wait-for-turn.ts';
import { checkWebRules } from './web-rules.ts';

const NO_BODY: ReadBody = { bytes: Buffer.alloc(0), release() {} };

/**
 * Answers a GraphQL request with the configuration that was active when it arrived. Its head is checked before its body is
 * read. A ready answer is sent at once; any other request waits for its turn at the door, and leaves when the socket has
 * the response. Refuses it with HTTP 503 if there is no room, or if its deadline passes before its turn.
 */
export function answerGraphQL(
  serving: Serving,
  entrance: Entrance,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return answerArrival(serving, entrance, [request, response], (arrival) => pass({ ...arrival, entrance }));
}

/** Sends the answer to a request, or returns the refusal of one that must not run. */
async function pass(exchange: Exchange): Promise<Answer | null> {
  const { serving, entrance, request, response, facts } = exchange;
  const { config, quotas, answers } = serving;
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

  const caller = await identify(exchange);
  if ('status' in caller) return refusalAnswer(caller);
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
  if (maySubscribe(exchange, body.bytes)) {
    body.release();
    return openLiveStream(exchange, { caller, place, body: body.bytes, deadlineMs: deadlineAt - facts.arrivedAt });
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

/** Sends an answer, as a stream of one event to a client that takes events. */
async function sendMade(exchange: Exchange, made: MadeAnswer, way: Way): Promise<void> {
  exchange.entrance.metrics.answered(way);
  noteRun(exchange, made);
  await exchange.send(takesEvents(exchange) ? asEvents(made.answer) : made.answer);
}
