import type { ZodType } from 'zod';
import type { UpstreamService } from '../family.ts';
import type { UpstreamResponse } from './request.ts';
import { UpstreamError } from './upstream-error.ts';

/** The JSON of an answer. Throws `UPSTREAM_MALFORMED` when it is none (an HTML page, a body that was cut). */
export function parseJson(service: UpstreamService, { body, status, json }: UpstreamResponse): unknown {
  try {
    return json === undefined ? JSON.parse(body) : json;
  } catch {
    throw malformed(service, '$', status);
  }
}

/** What was made of kept answers, for as long as memory is not wanted for something else. */
const made = new WeakMap<object, WeakRef<object>>();

/**
 * What `read` makes of an answer, which must be the same whenever the same question is asked: a kept answer is read
 * once for many. One that `read` throws at is kept no longer, lest its fault be remembered.
 */
export function readAnswer<T extends object>(response: UpstreamResponse, read: () => T): T {
  const known = response.cached && made.get(response.cached)?.deref();
  if (known !== undefined) return known as T;
  try {
    const value = read();
    if (response.cached !== undefined) made.set(response.cached, new WeakRef(value));
    return value;
  } catch (error) {
    response.discard?.();
    throw error;
  }
}

/** `json` as `schema` reads it. Throws `UPSTREAM_MALFORMED` with the path of the first thing that is missing or wrong. */
export function decode<T>(service: UpstreamService, schema: ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json, { reportInput: false });
  if (result.success) return result.data;
  throw malformed(service, pathOf(result.error.issues[0]?.path ?? []));
}

/** The error of an answer with a missing or invalid value at `path`; `$` is the whole of it. */
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
