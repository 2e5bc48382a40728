import type { IncomingMessage } from 'node:http';
import type { MediaType } from '../graphql/print-result.ts';
import { isJson } from './preflight.ts';
import type { Refusal } from './refusal.ts';
import { remembered } from './remembered.ts';

/** The media type of a stream of answers. */
export const EVENT_STREAM = 'text/event-stream';

type ResponseType = MediaType | typeof EVENT_STREAM;

/** The form of an export. */
export type ExportType = 'application/x-ndjson' | 'text/csv';

/** What each accepted range of media types gets. */
type Ranges<T> = Readonly<Record<string, T>>;

/** The media type of the response: that of the first range in `Accept` that the gateway has; null if there is none. */
export const mediaTypeFor = typeFor<ResponseType>({
  'application/json': 'application/json',
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/*': 'application/json',
  '*/*': 'application/json',
  [EVENT_STREAM]: EVENT_STREAM,
});

/** The same for an export. */
export const exportTypeFor = typeFor<ExportType>({
  'application/x-ndjson': 'application/x-ndjson',
  'application/ndjson': 'application/x-ndjson',
  'application/jsonl': 'application/x-ndjson',
  'text/csv': 'text/csv',
  'application/*': 'application/x-ndjson',
  'text/*': 'text/csv',
  '*/*': 'application/x-ndjson',
});

function typeFor<T>(ranges: Ranges<T>): (accept: string | undefined) => T | null {
  const firstIn = remembered((accept): T | null => {
    const range = accept
      .split(',')
      .map(rangeOf)
      .find(([type, parameters]) => Object.hasOwn(ranges, type) && !parameters.some(excludes));
    return range === undefined ? null : (ranges[range[0]] ?? null);
  });
  return (accept) => firstIn(accept || '*/*');
}

/** Refuses a request whose `Accept` allows no response type of the gateway, before it runs. */
export function checkAccept({ headers: { accept } }: IncomingMessage): Refusal | null {
  return mediaTypeFor(accept) === null
    ? notAcceptable('application/graphql-response+json or application/json in UTF-8, or text/event-stream')
    : null;
}

/** Refuses an export whose `Accept` allows no form of it. */
export function checkExportAccept({ headers: { accept } }: IncomingMessage): Refusal | null {
  return exportTypeFor(accept) === null ? notAcceptable('application/x-ndjson or text/csv in UTF-8') : null;
}

function notAcceptable(types: string): Refusal {
  return { status: 406, code: 'NOT_ACCEPTABLE', message: `Accept must allow ${types}.` };
}

function rangeOf(range: string): readonly [type: string, parameters: readonly string[]] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.replace(/\s/g, '').toLowerCase());
  return [type, parameters];
}

function excludes(parameter: string): boolean {
  return /^q=0(\.0*)?$/.test(parameter) || (parameter.startsWith('charset=') && parameter !== 'charset=utf-8');
}

/**
 * Refuses a POST whose body is not uncompressed JSON. A page can make a browser post forms, text and files to any origin,
 * but not JSON. A compressed body could expand a thousandfold.
 */
export function checkBodyType({ method, headers }: IncomingMessage): Refusal | null {
  if (method !== 'POST') return null;
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  if (encoding !== undefined && encoding !== 'identity') {
    return unsupported('The body must not be compressed. Send it without Content-Encoding.', {
      'accept-encoding': 'identity',
    });
  }
  if (isJson(headers['content-type'])) return null;
  return unsupported('The content type of a POST must be application/json in UTF-8.', {
    'accept-post': 'application/json',
  });
}

function unsupported(message: string, headers: Record<string, string>): Refusal {
  return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message, headers };
}
