import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { type Coding, codingFor } from './content-coding.ts';
import { postLater } from './outbox.ts';
import { bodyIn, entityTag, hasBody, isWorthPacking } from './representation.ts';

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
export const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Sends an answer in the coding that the client prefers, or as HTTP 304 if the client has it, and closes the connection
 * of a client that does not read it.
 */
export function sendAnswer(outgoing: Outgoing, answer: Answer, options: SendingOptions): void | Promise<void> {
  const { request, compression } = outgoing;
  const { 'accept-encoding': accepted, 'if-none-match': tags } = request.headers;
  const coding = compression && isWorthPacking(answer) ? codingFor(accepted) : null;
  const isStored = request.method === 'GET' && answer.status === 200 && answer.freshUntil !== null;
  const tag = isStored ? entityTag(answer, coding) : null;
  const post = (bytes: Buffer | null) =>
    postLater(() => {
      try {
        write(outgoing, answer, { coding, tag, bytes }, options);
      } catch (error) {
        outgoing.report(error);
        outgoing.response.destroy();
      }
    });
  if (isStored && hasBody(tags, answer)) return post(null);
  const bytes = bodyIn(answer, coding);
  return bytes instanceof Promise ? bytes.then(post) : post(bytes);
}

/** A body as it is sent, and its entity tag if clients may store it; without bytes if the client has it. */
type Representation = {
  readonly coding: Coding | null;
  readonly tag: string | null;
  readonly bytes: Buffer | null;
};

function write(
  { response, head }: Outgoing,
  answer: Answer,
  { coding, tag, bytes }: Representation,
  options: SendingOptions,
): void {
  if (response.destroyed) return;
  const shared = [...head, 'cache-control', cacheControl(answer)];
  if (tag !== null) shared.push('etag', tag);
  if (bytes === null) {
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

/** Closes the connection of a client that does not read the rest of a response that has ended. */
export function limitSending(response: ServerResponse, options: SendingOptions): void {
  const { socket } = response.req;
  // A pipelined response that waits for the previous one has no socket yet.
  const isNext = response.socket !== null;
  const bytes = socket.writableLength + (isNext ? 0 : response.writableLength);
  // The system has taken all of it.
  if (isNext && bytes === 0) return;
  const late = setTimeout(() => socket.destroy(), readingMs(bytes, options));
  response.once('close', () => clearTimeout(late));
  // Node.js closes the connection; after the response it sets the keep-alive timeout instead.
  if (isNext) socket.setTimeout(options.sendIdleMs);
}

/** Milliseconds after which a client should have read so many bytes. */
export function readingMs(bytes: number, { sendIdleMs, sendBytesPerSecond }: SendingOptions): number {
  return Math.min(MAX_TIMER_MS, sendIdleMs + (bytes / sendBytesPerSecond) * 1000);
}
