import type { ZodType } from 'zod';
import type { UpstreamService } from '../family.ts';
import type { UpstreamResponse } from './request.ts';
import { UpstreamError } from './upstream-error.ts';

/**
 * The JSON of an answer. Throws `UPSTREAM_MALFORMED` if the body is not JSON, for example an HTML page or a truncated
 * body.
 */
export function parseJson(service: UpstreamService, { body, status, json }: UpstreamResponse): unknown {
  try {
    return json === undefined ? JSON.parse(body) : json;
  } catch {
    throw malformed(service, '$', status);
  }
}

/** The values read from cached answers, until the garbage collector takes them. */
const values = new WeakMap<object, WeakRef<object>>();

/**
 * The value that `read` makes of an answer. A cached answer is read once for all its uses, so `read` must depend on the
 * request alone. If `read` throws, the answer is removed from the cache, and the error is thrown on.
 */
export function readAnswer<T extends object>(response: UpstreamResponse, read: () => T): T {
  const known = response.cached && values.get(response.cached)?.deref();
  if (known !== undefined) return known as T;
  try {
    const value = read();
    if (response.cached !== undefined) values.set(response.cached, new WeakRef(value));
    return value;
  } catch (error) {
    response.discard?.();
    throw error;
  }
}

/** `json` parsed by `schema`. Throws `UPSTREAM_MALFORMED` with the path of the first missing or invalid value. */
export function decode<T>(service: UpstreamService, schema: ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json, { reportInput: false });
  if (result.success) return result.data;
  throw malformed(service, pathOf(result.error.issues[0]?.path ?? []));
}

/** The error for an answer whose value at `path` is missing or invalid; `$` stands for the whole answer. */
export function malformed(service: UpstreamService, path: string, httpStatus?: number): UpstreamError {
  const what =
    path === '$'
      ? 'an answer that is not JSON in the documented form'
      : `an answer with a missing or invalid value at ${path}`;
  return new UpstreamError('UPSTREAM_MALFORMED', service, `sent ${what}`, {
    delivery: 'unknown',
    malformedPath: path,
    ...(httpStatus !== undefined && { httpStatus }),
  });
}

function pathOf(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (text, key) =>
        typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
      '',
    ) || '$'
  );
}
