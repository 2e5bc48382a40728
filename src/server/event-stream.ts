import type { ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import { EVENT_STREAM } from './media-types.ts';
import { readingMs, type SendingOptions } from './send-answer.ts';

/** A response that sends answers one after the other, as GraphQL over server-sent events. */
export type EventStream = {
  /** Sends an answer. A client that is slow to read gets only the newest. */
  next(answer: Answer): void;
  /** Sends the last answer, and tells the client that no other follows. */
  complete(last: Answer): void;
  /** Breaks the response off, so that clients know that others would follow, and ask again. */
  cut(): void;
};

/** Proxies must neither store nor buffer it. */
const HEADERS = [
  'content-type',
  `${EVENT_STREAM}; charset=utf-8`,
  'cache-control',
  'no-store',
  'x-accel-buffering',
  'no',
];

const COMPLETE = Buffer.from('event: complete\ndata:\n\n');
const HEARTBEAT = Buffer.from(':\n\n');

/** The events of answers, which all subscribers to a question share. */
const events = new WeakMap<Answer, Buffer>();

/** An answer as an event. JSON has no line breaks, so it is one line of data. */
function eventOf(answer: Answer): Buffer {
  const known = events.get(answer);
  if (known !== undefined) return known;
  const event = Buffer.concat([Buffer.from('event: next\ndata: '), answer.body, Buffer.from('\n\n')]);
  events.set(answer, event);
  return event;
}

/** The only answer to an operation that is no subscription, as a complete stream. */
export function asEvents(answer: Answer): Answer {
  return {
    status: 200,
    headers: HEADERS.slice(0, 2),
    body: Buffer.concat([eventOf(answer), COMPLETE]),
    freshUntil: null,
  };
}

/**
 * Starts the response. `head` are its other headers, as names and values in turn. Closes the connection of a client that
 * does not read what it is sent. Once it has ended, nothing is sent any more.
 */
export function startEventStream(
  response: ServerResponse,
  head: readonly string[],
  { heartbeatMs, sending }: { readonly heartbeatMs: number; readonly sending: SendingOptions },
): EventStream {
  let waiting: Answer | null = null;
  let late: NodeJS.Timeout | undefined;
  const watch = () => {
    response.socket?.setTimeout(sending.sendIdleMs);
    late ??= setTimeout(() => response.destroy(), readingMs(response.writableLength, sending));
  };
  const write = (bytes: Buffer) => {
    if (!response.write(bytes)) watch();
  };
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) write(HEARTBEAT);
  }, heartbeatMs);
  response.on('drain', () => {
    response.socket?.setTimeout(0);
    clearTimeout(late);
    late = undefined;
    if (waiting !== null) write(eventOf(waiting));
    waiting = null;
  });
  response.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(late);
  });
  const hasEnded = () => response.writableEnded || response.destroyed;
  response.writeHead(200, [...head, ...HEADERS]);
  // Some browsers and proxies pass nothing on before the first byte of the body.
  write(HEARTBEAT);
  return {
    next(answer) {
      if (hasEnded()) return;
      if (response.writableNeedDrain) waiting = answer;
      else write(eventOf(answer));
    },
    complete(last) {
      if (hasEnded()) return;
      waiting = null;
      clearInterval(heartbeat);
      response.end(Buffer.concat([eventOf(last), COMPLETE]));
      watch();
    },
    cut: () => void response.destroy(),
  };
}
