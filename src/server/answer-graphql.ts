import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, MadeAnswer, Way } from '../answers/answer.ts';
import { admit } from './admit.ts';
import { answerArrival } from './answer-arrival.ts';
import { asEvents } from './event-stream.ts';
import { askedBy, type Entrance, type Exchange, noteRun, run, takesEvents, takesFreshRead } from './exchange.ts';
import { maySubscribe, openLiveStream } from './live-stream.ts';
import { refuseOverloaded } from './overload.ts';
import type { Serving } from './serving.ts';
import { waitForTurn } from './wait-for-turn.ts';
import { checkWebRules } from './web-rules.ts';

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
  const { serving, entrance, response, facts } = exchange;
  const { config, answers } = serving;
  const { door } = entrance;
  const admitted = await admit(exchange, entrance, {
    head: (request) => checkWebRules(request, config.web.cors),
    hasRoom: door.hasRoom,
  });
  if (admitted === null || 'status' in admitted) return admitted;
  const { caller, place, deadlineAt, body } = admitted;
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
  if (leave === null) return refuseOverloaded(facts);
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
