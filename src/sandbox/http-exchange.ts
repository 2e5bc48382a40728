import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP request, read to its end. */
export type Exchange = {
  /** When it arrived at the earliest, in milliseconds of the monotonic clock. */
  arrivedAt: number;
  method: string;
  /** Path and query exactly as sent. */
  path: string;
  pathname: string;
  query: URLSearchParams;
  /** Header names in lower case; repeated headers joined by a comma. */
  headers: Record<string, string>;
  /** The body's text; '' when empty. */
  text: string;
  /** Whether the body was over the limit; its text is then ''. */
  tooLarge: boolean;
};

/** One HTTP answer. */
export type Reply = { status: number; headers: Record<string, string>; body: string };

const maxBodyBytes = 1_000_000;

/** An answer with a JSON body. */
export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** An answer with a plain text body. */
export function textReply(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/**
 * Reads a request with its body, also the body of a GET. A body over 1 MB is read to its end and dropped. Rejects when
 * the client disconnects.
 */
export async function readExchange(request: IncomingMessage, arrivedAt: number): Promise<Exchange> {
  const path = request.url ?? '/';
  const queryAt = path.indexOf('?');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBodyBytes) chunks.push(chunk);
  }
  const tooLarge = bytes > maxBodyBytes;
  return {
    arrivedAt,
    method: request.method ?? 'GET',
    path,
    pathname: queryAt < 0 ? path : path.slice(0, queryAt),
    query: new URLSearchParams(queryAt < 0 ? '' : path.slice(queryAt + 1)),
    headers: headersOf(request),
    text: tooLarge ? '' : Buffer.concat(chunks).toString('utf8'),
    tooLarge,
  };
}

/** The body as parsed JSON; as text when it is not JSON; undefined when empty. Never throws. */
export function bodyOf(exchange: Exchange): unknown {
  if (exchange.text === '') return undefined;
  try {
    return JSON.parse(exchange.text);
  } catch {
    return exchange.text;
  }
}

/** Writes an answer. */
export function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

/** Writes the head and the first half of an answer, then closes the connection. */
export function sendHalf(response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}
