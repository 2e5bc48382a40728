import type { ZodType } from 'zod';
import type { UpstreamResponse, UpstreamService } from './request.ts';
import { UpstreamError } from './upstream-error.ts';

/** The JSON of an answer. Throws `UPSTREAM_MALFORMED` when it is none (an HTML page, a body that was cut). */
export function parseJson(service: UpstreamService, { body, status }: UpstreamResponse): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw malformed(service, '$', status);
  }
}

/** `json` as `schema` reads it. Throws `UPSTREAM_MALFORMED` with the path of the first thing that is missing or wrong. */
export function decode<T>(service: UpstreamService, schema: ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json, { reportInput: false });
  if (result.success) return result.data;
  throw malformed(service, pathOf(result.error.issues[0]?.path ?? []));
}

/** The error of an answer that is wrong at `path`; `$` is the whole of it. */
export function malformed(service: UpstreamService, path: string, httpStatus?: number): UpstreamError {
  const what = path === '$' ? 'an answer that is no JSON of the documented form' : `an answer that is wrong at ${path}`;
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
