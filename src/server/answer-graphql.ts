import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import { ACCOUNT_HEADER } from '../callers/le-bearer-caller.ts';
import { maskError, type ReportBug } from '../graphql/errors.ts';
import { isJson } from '../graphql/preflight.ts';
import { DEADLINE_HEADER, requestDeadline } from '../request/request-deadline.ts';
import { beginRequest, type RequestObservers } from './begin-request.ts';
import type { Bodies, ReadBody } from './bodies.ts';
import { callerKey } from './caller-key.ts';
import type { Door } from './door.ts';
import { refuseOverloaded } from './overload.ts';
import { answerJson } from './plain-answer.ts';
import { type SendingOptions, sendAnswer } from './send-answer.ts';
import type { Serving } from './serving.ts';

/** What a GraphQL request needs before it runs. */
export type Entrance = RequestObservers & {
  readonly door: Door;
  readonly bodies: Bodies;
  readonly sending: SendingOptions;
  /** True while the process must not accept more work. */
  readonly overloaded: () => boolean;
  readonly reportBug: ReportBug;
};

const NO_BODY: ReadBody = { text: '', release() {} };

/**
 * Answers a GraphQL request with the configuration that was active when it arrived: reads its body, waits for its turn
 * at the door, and leaves when the socket has the response. Refuses it with HTTP 503 if there is no room, or if its
 * deadline passes before its turn.
 */
export async function answerGraphQL(
  { config, answer }: Serving,
  entrance: Entrance,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { door, bodies, sending, overloaded, reportBug } = entrance;
  const { facts, span } = beginRequest(request, response, entrance);
  // A browser may cache the response to a GET, but must not reuse it for another caller.
  if (request.method === 'GET') response.appendHeader('vary', `Authorization, ${ACCOUNT_HEADER}`);
  const caller = callerKey(request, config.callers.mode);
  if (overloaded() || !door.hasRoom(caller)) {
    refuseOverloaded(response);
    return;
  }
  const body = hasJson(request) ? await bodies.read(request, config.operations.bodyBytes) : NO_BODY;
  if (body === null) {
    response.setHeader('connection', 'close');
    refuseOverloaded(response);
    return;
  }
  const leftMs = deadlineOf(request, config.deadlineMs) - (Date.now() - facts.arrivedAt);
  const run = async () => {
    body.release();
    facts.admitted = true;
    try {
      await sendAnswer(response, await answer(request, response, { facts, span, body: body.text }), sending);
    } catch (error) {
      if (!response.destroyed)
        answerInternalError(
          response,
          maskError(error, (bug) => reportBug(bug, facts.id)),
        );
    }
  };
  response.once('close', body.release);
  waitForTurn(door, caller, leftMs, response, run);
}

/** Runs a request when the door admits it. A client that disconnects leaves the queue. */
function waitForTurn(
  door: Door,
  caller: string,
  leftMs: number,
  response: ServerResponse,
  run: () => Promise<void>,
): void {
  let timer: NodeJS.Timeout | undefined;
  let admitted = false;
  const leave = door.enter(caller, async () => {
    admitted = true;
    clearTimeout(timer);
    await run();
    leave?.();
  });
  if (leave === null) {
    refuseOverloaded(response);
    return;
  }
  response.once('close', () => {
    clearTimeout(timer);
    leave();
  });
  if (admitted) return;
  timer = setTimeout(() => {
    leave();
    refuseOverloaded(response);
  }, leftMs);
}

function answerInternalError(response: ServerResponse, { message, extensions }: GraphQLError): void {
  if (response.headersSent) response.destroy();
  else answerJson(response, 500, { errors: [{ message, extensions }] });
}

/** Whether the body is JSON; any other body is refused without being read. */
function hasJson({ method, headers }: IncomingMessage): boolean {
  return method === 'POST' && isJson(headers['content-type'] ?? null);
}

function deadlineOf({ headers }: IncomingMessage, configuredMs: number): number {
  return requestDeadline(headers[DEADLINE_HEADER]?.toString() ?? null, configuredMs) ?? configuredMs;
}
