import { parseJson } from './decode.ts';
import type { Call, Send, UpstreamService } from './request.ts';

/** One JSON operation: the URL exactly as it goes out, and the body where there is one (a GET may have one, too). */
export type JsonRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  readonly repeatable: boolean;
};

/** Sends one JSON request and reads the JSON of its answer. Throws `UpstreamError`. */
export async function sendJson(
  service: UpstreamService,
  send: Send,
  request: JsonRequest,
  call: Call,
): Promise<unknown> {
  const { method, url, body, repeatable } = request;
  const response = await send({
    method,
    url,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    repeatable,
    call,
  });
  return parseJson(service, response);
}
