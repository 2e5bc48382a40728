import type { IncomingMessage } from 'node:http';
import { isJson } from './preflight.ts';
import type { Refusal } from './refusal.ts';

const ACCEPTED_RANGES = ['application/json', 'application/graphql-response+json', 'application/*', '*/*'];

/** Refuses a request whose `Accept` allows no response type of the gateway, before it runs. */
export function checkAccept({ headers: { accept } }: IncomingMessage): Refusal | null {
  if (!accept || ACCEPTED_RANGES.includes(accept) || accept.split(',').some(isAccepted)) return null;
  return {
    status: 406,
    code: 'NOT_ACCEPTABLE',
    message: 'Accept must allow application/graphql-response+json or application/json in UTF-8.',
  };
}

function isAccepted(range: string): boolean {
  const [type = '', ...parameters] = range.split(';').map((part) => part.replace(/\s/g, '').toLowerCase());
  return ACCEPTED_RANGES.includes(type) && !parameters.some(excludes);
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
