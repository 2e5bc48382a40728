import type { ServerResponse } from 'node:http';

/** How slowly a client may read its answer. */
export type SendingOptions = {
  /** Milliseconds in which it may read nothing. */
  readonly sendIdleMs: number;
  /** Bytes that it must read per second, after `sendIdleMs`. */
  readonly sendBytesPerSecond: number;
};

/** Node.js takes a longer timer for one of a millisecond. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Hands an answer to the socket, and ends the connection of a client that does not read it. */
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
  // An answer behind another one on its connection has no socket yet.
  const isNext = response.socket !== null;
  const bytes = socket.writableLength + (isNext ? 0 : response.writableLength);
  const lateMs = Math.min(LONGEST_TIMER_MS, sendIdleMs + (bytes / sendBytesPerSecond) * 1000);
  const late = setTimeout(() => socket.destroy(), lateMs);
  response.once('close', () => clearTimeout(late));
  // Node.js ends the connection; when the answer is out, its own time for idle connections follows.
  if (isNext) socket.setTimeout(sendIdleMs);
}
