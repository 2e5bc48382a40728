import type { IncomingMessage } from 'node:http';
import type { MediaType } from '../graphql/print-result.ts';
import { isJson } from './preflight.ts';
import type { Refusal } from './refusal.ts';
import { remembered } from './remembered.ts';

/** The media type of a stream of answers. */
export const EVENT_STREAM = 'text/event-stream';

type ResponseType = MediaType | typeof EVENT_STREAM;

/** The media type of a response that each accepted range gets. */
const RANGES: Readonly<Record<string, ResponseType>> = {
  'application/json': 'application/json',
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/*': 'application/json',
  '*/*': 'application/json',
  [EVENT_STREAM]: EVENT_STREAM,
};

/** The media type of the response: that of the first range in `Accept` that the gateway has; null if there is none. */
export function mediaTypeFor(accept: string | undefined): ResponseType | null {
  return accept ? firstIn(accept) : 'application/json';
}

const firstIn = remembered((accept): ResponseType | null => {
  const range = accept.split(',').map(rangeOf).find(isAccepted);
  return range === undefined ? null : (RANGES[range[0]] ?? null);
});

/** Refuses a request whose `Accept` allows no response type of the gateway, before it runs. */
export function checkAccept({ headers: { accept } }: IncomingMessage): Refusal | null {
  if (mediaTypeFor(accept) !== null) return null;
  return {
    status: 406,
    code: 'NOT_ACCEPTABLE',
    message: 'Accept must allow application/graphql-response+json or application/json in UTF-8, or text/event-stream.',
  };
}

function rangeOf(range: string): readonly [type: string, parameters: readonly string[]] {
  const [type = '', ...parameters] = range.split(';').map((part) => part.replace(/\s/g, '').toLowerCase());
  return [type, parameters];
}

function isAccepted([type, parameters]: ReturnType<typeof rangeOf>): boolean {
  return Object.hasOwn(RANGES, type) && !parameters.some(excludes);
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
