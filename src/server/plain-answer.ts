import type { ServerResponse } from 'node:http';

/** Ends a response with JSON that must not be cached. */
export function answerJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerText(response, status, JSON.stringify(json), { 'content-type': 'application/json; charset=utf-8', ...headers });
}

/** Ends a response with text that must not be cached; `headers` must contain its content type. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** Ends a response with a sentence as plain text. */
export function answerSentence(
  response: ServerResponse,
  status: number,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerText(response, status, `${sentence}\n`, { 'content-type': 'text/plain; charset=utf-8', ...headers });
}
