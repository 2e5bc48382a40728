import type { ServerResponse } from 'node:http';

/** How slowly a client may read its response. */
export type SendingOptions = {
  /** Milliseconds for which it may read nothing. */
  readonly sendIdleMs: number;
  /** Bytes that it must read per second, after `sendIdleMs`. */
  readonly sendBytesPerSecond: number;
};

/** Node.js treats a longer delay as 1 ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Writes a response to the socket, and closes the connection of a client that does not read it. */
export async function sendAnswer(response: ServerResponse, answer: Response, options: SendingOptions): Promise<void> {
  const text = await answer.text();
  if (response.destroyed) return;
  response.statusCode = answer.status;
  response.setHeaders(answer.headers);
  response.end(text);
  limitSending(response, options);
}

function limitSending(response: ServerResponse, { sendIdleMs, sendBytesPerSecond }: SendingOptions): void {
  const { socket } = response.req;
  if (response.writableFinished) return;
  // A pipelined response that waits for the previous one has no socket yet.
  const isNext = response.socket !== null;
  const bytes = socket.writableLength + (isNext ? 0 : response.writableLength);
  const lateMs = Math.min(MAX_TIMER_MS, sendIdleMs + (bytes / sendBytesPerSecond) * 1000);
  const late = setTimeout(() => socket.destroy(), lateMs);
  response.once('close', () => clearTimeout(late));
  // Node.js closes the connection; after the response it sets the keep-alive timeout instead.
  if (isNext) socket.setTimeout(sendIdleMs);
}
