import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { codingFor } from './content-coding.ts';
import { postLater } from './outbox.ts';
import { entityTag, hasBody, type Representation, representation } from './representation.ts';

/** How responses are sent. */
export type SendingOptions = {
  /** Milliseconds for which a client may read nothing. */
  readonly sendIdleMs: number;
  /** Bytes that it must read per second, after `sendIdleMs`. */
  readonly sendBytesPerSecond: number;
};

/** A response to be sent. */
export type Outgoing = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The headers that it has whatever the answer, as names and values in turn. */
  readonly head: readonly string[];
  /** Whether it may be compressed. */
  readonly compression: boolean;
  readonly report: ReportBug;
};

/** Node.js treats a longer delay as 1 ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Sends an answer in the coding that the client prefers, or as HTTP 304 if the client has it, and closes the connection
 * of a client that does not read it.
 */
export function sendAnswer(outgoing: Outgoing, answer: Answer, options: SendingOptions): void | Promise<void> {
  const { request, compression } = outgoing;
  const coding = compression ? codingFor(request.headers['accept-encoding']) : null;
  const chosen = representation(answer, coding);
  const post = (representation: Representation) =>
    postLater(() => {
      try {
        write(outgoing, answer, representation, options);
      } catch (error) {
        outgoing.report(error);
        outgoing.response.destroy();
      }
    });
  return chosen instanceof Promise ? chosen.then(post) : post(chosen);
}

function write(
  { request, response, head }: Outgoing,
  answer: Answer,
  { coding, bytes }: Representation,
  options: SendingOptions,
): void {
  if (response.destroyed) return;
  const isStored = request.method === 'GET' && answer.status === 200 && answer.freshUntil !== null;
  const shared = [...head, 'cache-control', cacheControl(answer)];
  if (isStored) shared.push('etag', entityTag(answer, coding));
  if (isStored && hasBody(request.headers['if-none-match'], answer)) {
    response.writeHead(304, shared);
    response.end();
    return;
  }
  if (coding !== null) shared.push('content-encoding', coding);
  shared.push('content-length', String(bytes.length), ...answer.headers);
  response.writeHead(answer.status, shared);
  response.end(bytes);
  limitSending(response, options);
}

function cacheControl({ freshUntil }: Answer): string {
  if (freshUntil === null) return 'no-store';
  return `private, max-age=${Math.max(0, Math.floor((freshUntil - Date.now()) / 1000))}`;
}

function limitSending(response: ServerResponse, { sendIdleMs, sendBytesPerSecond }: SendingOptions): void {
  const { socket } = response.req;
  // A pipelined response that waits for the previous one has no socket yet.
  const isNext = response.socket !== null;
  const bytes = socket.writableLength + (isNext ? 0 : response.writableLength);
  // The system has taken all of it.
  if (isNext && bytes === 0) return;
  const lateMs = Math.min(MAX_TIMER_MS, sendIdleMs + (bytes / sendBytesPerSecond) * 1000);
  const late = setTimeout(() => socket.destroy(), lateMs);
  response.once('close', () => clearTimeout(late));
  // Node.js closes the connection; after the response it sets the keep-alive timeout instead.
  if (isNext) socket.setTimeout(sendIdleMs);
}
