import type { Answer, MadeAnswer } from '../answers/answer.ts';
import type { Asked } from '../answers/answers.ts';
import { parametersOf, questionName } from '../answers/question.ts';
import type { Caller } from '../callers/caller.ts';
import { callerOf } from './check-caller.ts';
import { startEventStream } from './event-stream.ts';
import { askedBy, type Exchange, noteRun, readerOf, run, takesEvents } from './exchange.ts';
import { OVERLOADED } from './overload.ts';
import { internalError, refusalAnswer } from './refusal.ts';
import { MAX_TIMER_MS } from './send-answer.ts';
import type { Serving } from './serving.ts';

/** Who subscribes, and to what. */
export type Subscription = {
  readonly caller: Caller;
  /** What its limit is counted by. */
  readonly place: string;
  /** The body of the request; null if it exceeds the limit. */
  readonly body: Buffer | null;
  /** Milliseconds that each poll may take. */
  readonly deadlineMs: number;
};

/** Bytes of a subscription's body, which stays in memory while the stream is open. */
const MAX_BODY_BYTES = 64 * 1024;

const TOO_LARGE = refusalAnswer({
  status: 413,
  code: 'LIMIT_EXCEEDED',
  message: `The body of a subscription has more than ${MAX_BODY_BYTES} bytes, which is the limit.`,
  extensions: { limit: 'bodyBytes', maximum: MAX_BODY_BYTES },
});

const EXPIRED = refusalAnswer({ status: 401, code: 'UNAUTHENTICATED', message: 'The token has expired.' });

/**
 * Whether a request that takes events may be a subscription. Its document then contains the word: GraphQL cannot spell it
 * otherwise. What turns out to be something else gets its answer by the same stream.
 */
export function maySubscribe(exchange: Exchange, body: Buffer | null): boolean {
  return takesEvents(exchange) && /subscription/.test(parametersOf(readerOf(exchange, body))?.query ?? '');
}

/**
 * Opens the stream of a subscription, or returns the answer to a client that may not have one. It ends with the token, with
 * the process, and when the client leaves; after a reload it goes on with what the caller may see then.
 */
export function openLiveStream(exchange: Exchange, { caller, place, body, deadlineMs }: Subscription): Answer | null {
  const { serving, entrance, request, response, facts } = exchange;
  if (body !== null && body.length > MAX_BODY_BYTES) return TOO_LARGE;
  const { subscriptions } = serving.config;
  let active = serving;
  let last: Answer | undefined;
  let expiry: NodeJS.Timeout | undefined;
  let leave = () => {};
  /** A query or mutation runs once, and to its end: a mutation that is cut off may have had its effect. */
  const runsOnce = () => facts.operationType !== null && facts.operationType !== 'subscription';

  const listen = (by: Exchange, to: Caller) => {
    leave();
    clearTimeout(expiry);
    if (to.expiresAt !== undefined) expiry = atTime(to.expiresAt, expire);
    leave = by.serving.live.listen(nameOf(askedBy(by, to, { body, deadlineAt: 0, fresh: false })), {
      async ask(signal) {
        const isFirst = facts.events === 0;
        if (entrance.overloaded() || (!isFirst && by.serving.quotas.used(to) !== null)) return null;
        // Read anew each time: parsed, they may take many times the memory of the body.
        return poll(by, { parameters: readerOf(by, body), deadlineAt: Date.now() + deadlineMs }, signal);
      },
      onAnswer(made) {
        if (facts.events === 0) noteRun(by, made);
        facts.result = made.facts.result;
        if (last?.body.equals(made.answer.body)) return;
        last = made.answer;
        facts.events = (facts.events ?? 0) + 1;
        entrance.metrics.event();
        if (made.facts.operationType === 'subscription') stream.next(last);
        else stream.complete(last);
      },
    });
  };

  const goOn = async (next: Serving) => {
    active = next;
    const known = await callerOf(request.headers, next.authenticator, exchange.report);
    if (active !== next || runsOnce() || response.writableEnded || response.destroyed) return;
    if ('refusal' in known) {
      facts.callerRefusal = known.reason;
      // A token that cannot be checked now may be good.
      if (known.refusal.status === 401) stream.complete(refusalAnswer(known.refusal));
      else stream.cut();
      return;
    }
    facts.caller = known;
    listen({ ...exchange, serving: next }, known);
  };

  const renew = (next: Serving) => {
    goOn(next).catch((error) => {
      exchange.report(error);
      stream.cut();
    });
  };
  const cut = () => {
    if (!runsOnce()) stream.cut();
  };
  const removed = entrance.streams.add({ caller: place, renew, cut }, serving);
  facts.overloaded = removed === OVERLOADED;
  if (typeof removed !== 'function') return removed;
  response.once('close', () => {
    removed();
    clearTimeout(expiry);
    leave();
  });
  facts.events = 0;
  const stream = startEventStream(response, exchange.head, {
    heartbeatMs: subscriptions.heartbeatMs,
    sending: entrance.sending,
  });
  const expire = (isOver: boolean) => {
    if (!isOver) cut();
    else if (!runsOnce()) stream.complete(EXPIRED);
  };
  listen(exchange, caller);
  return null;
}

/** What the question is called among live queries; null if it is asked for one subscriber alone. */
function nameOf({ kind, parameters }: Asked): string | null {
  const read = parametersOf(parameters);
  return kind === null || read === null ? null : questionName(kind, read);
}

/** A timer at an instant in epoch milliseconds, or at its own limit before that: then it is not over. */
function atTime(at: number, onTime: (isOver: boolean) => void): NodeJS.Timeout {
  return setTimeout(() => onTime(Date.now() >= at), Math.min(Math.max(0, at - Date.now()) + 1, MAX_TIMER_MS));
}

async function poll(exchange: Exchange, asked: Parameters<typeof run>[1], signal: AbortSignal): Promise<MadeAnswer> {
  try {
    return await run(exchange, asked, { fresh: false, signal, onSource() {} });
  } catch (error) {
    exchange.facts.result = 'failed';
    return { answer: refusalAnswer(internalError(error, exchange.report)), facts: exchange.facts };
  }
}
