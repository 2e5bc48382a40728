import type { Answer } from '../answers/answer.ts';
import type { ExportFailure } from '../exports/read-pages.ts';
import { INTERNAL_ERROR } from '../graphql/errors.ts';
import { printResult } from '../graphql/print-result.ts';

/** Statuses of errors for which GraphQL has none. */
const STATUSES: Readonly<Record<string, number>> = { FORBIDDEN: 403, NOT_FOUND: 404, [INTERNAL_ERROR]: 500 };

/** The answer to an export whose first page failed. It has no data, so its status is never 200. */
export function failureAnswer({ errors }: ExportFailure): Answer {
  const { status, headers, body } = printResult({ errors }, 'application/graphql-response+json');
  const code = String(errors[0]?.extensions.code);
  const own = STATUSES[code] ?? (code.startsWith('UPSTREAM_') ? 502 : 400);
  return {
    status: status === 200 ? own : status,
    headers: Object.entries(headers).flat(),
    body: Buffer.from(body),
    freshUntil: null,
  };
}
