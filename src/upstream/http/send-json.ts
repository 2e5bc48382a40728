import { serviceOf } from '../family.ts';
import { type Instant, instantOf } from '../wire-values.ts';
import { parseJson, readAnswer } from './decode.ts';
import type { Call, Send, UpstreamRequest, UpstreamResponse } from './request.ts';

/** One JSON read. A GET may have a body, too. */
export type JsonRequest = Pick<UpstreamRequest, 'method' | 'url' | 'family' | 'windowEndMs'> & {
  readonly body?: unknown;
};

/** The headers of every JSON request. */
export const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/**
 * Sends one JSON read, and returns the value that `read` makes of the answer, with `fetchedAt`. Throws `UpstreamError`.
 */
export function sendJson<T extends object>(
  send: Send,
  request: JsonRequest,
  read: (json: unknown) => T,
  call: Call,
): Promise<T & { readonly fetchedAt: Instant }> {
  return sendRead(send, request, (response) => read(parseJson(serviceOf(request.family), response)), call);
}

/** As `sendJson`, for a `read` that parses the answer itself. */
export async function sendRead<T extends object>(
  send: Send,
  request: JsonRequest,
  read: (response: UpstreamResponse) => T,
  call: Call,
): Promise<T & { readonly fetchedAt: Instant }> {
  const { body, ...rest } = request;
  const response = await send({
    ...rest,
    headers: JSON_HEADERS,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    repeatable: true,
    call,
  });
  if (response.cached === undefined) call.onFreshness?.({ fetchedAt: response.fetchedAt, freshForMs: null });
  const answer = readAnswer(response, () => read(response));
  return { ...answer, fetchedAt: instantOf(response.fetchedAt) as Instant };
}
