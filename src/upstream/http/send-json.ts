import { serviceOf } from '../family.ts';
import { type Instant, instantOf } from '../wire-values.ts';
import { parseJson, readAnswer } from './decode.ts';
import type { Call, Send, UpstreamRequest } from './request.ts';

/** One JSON operation: the URL exactly as it goes out, and the body where there is one (a GET may have one, too). */
export type JsonRequest = Pick<UpstreamRequest, 'method' | 'url' | 'family' | 'windowEndMs'> & {
  readonly body?: unknown;
};

/** The headers of every JSON request. */
export const JSON_HEADERS = { accept: 'application/json', 'content-type': 'application/json' };

/** Sends one JSON read: what `read` makes of its answer, and when that was read from the upstream. Throws `UpstreamError`. */
export async function sendJson<T extends object>(
  send: Send,
  request: JsonRequest,
  read: (json: unknown) => T,
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
  const answer = readAnswer(response, () => read(parseJson(serviceOf(request.family), response)));
  return { ...answer, fetchedAt: instantOf(response.fetchedAt) as Instant };
}
