import type { ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Ends a response with JSON that must not be cached. */
export function answerJson(
  response: ServerResponse,
  status: number,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  answerText(response, status, JSON.stringify(json), { 'content-type': 'application/json; charset=utf-8', ...headers });
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

/** Ends a response with text or bytes that must not be cached; `headers` must contain the content type. */
export function answerText(
  response: ServerResponse,
  status: number,
  text: string | Buffer,
  headers: Readonly<Record<string, string>>,
): void {
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  response.writeHead(status, { ...SECURITY_HEADERS, 'cache-control': 'no-store', ...headers, ...length });
  response.end(text);
}
