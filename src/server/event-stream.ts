import type { ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import { EVENT_STREAM } from './media-types.ts';

/** A response that sends answers one after the other, as GraphQL over server-sent events. */
export type EventStream = {
  /** Sends an answer. A client that is slow to read gets only the newest. */
  next(answer: Answer): void;
  /** Sends a last answer, if there is one, and tells the client that no other follows. */
  complete(last?: Answer): void;
  /** Ends the response without that, so that clients ask again. */
  cut(): void;
};

/** The pace of a stream, in milliseconds. */
export type EventStreamOptions = {
  readonly heartbeatMs: number;
  /** For how long a client may read nothing. */
  readonly sendIdleMs: number;
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
 * does not read what it is sent.
 */
export function startEventStream(
  response: ServerResponse,
  head: readonly string[],
  { heartbeatMs, sendIdleMs }: EventStreamOptions,
): EventStream {
  let waiting: Answer | null = null;
  let late: NodeJS.Timeout | undefined;
  const watch = () => {
    late ??= setTimeout(() => response.destroy(), sendIdleMs);
  };
  const write = (bytes: Buffer) => {
    if (!response.write(bytes)) watch();
  };
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) write(HEARTBEAT);
  }, heartbeatMs);
  response.on('drain', () => {
    clearTimeout(late);
    late = undefined;
    if (waiting !== null) write(eventOf(waiting));
    waiting = null;
  });
  response.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(late);
  });
  const end = (bytes?: Buffer) => {
    waiting = null;
    clearInterval(heartbeat);
    response.end(bytes);
    watch();
  };
  response.writeHead(200, [...head, ...HEADERS]);
  // Some browsers and proxies pass nothing on before the first byte of the body.
  write(HEARTBEAT);
  return {
    next(answer) {
      if (response.writableNeedDrain) waiting = answer;
      else write(eventOf(answer));
    },
    complete: (last) => end(last === undefined ? COMPLETE : Buffer.concat([eventOf(last), COMPLETE])),
    cut: () => end(),
  };
}
