import { isJson } from './preflight.ts';
import type { Refusal } from './refusal.ts';

const ANSWERS = ['application/json', 'application/graphql-response+json', 'application/*', '*/*'];

/** Refuses a client that takes no answer that the gateway has, before anything is run for it. */
export function unanswerable({ headers }: Request): Refusal | null {
  const accept = headers.get('accept');
  if (!accept || accept.split(',').some(isAnswer)) return null;
  return {
    status: 406,
    code: 'NOT_ACCEPTABLE',
    message:
      'The gateway answers with application/graphql-response+json or application/json in UTF-8, and Accept admits neither.',
  };
}

function isAnswer(range: string): boolean {
  const [type = '', ...parameters] = range.split(';').map((part) => part.replace(/\s/g, '').toLowerCase());
  return ANSWERS.includes(type) && !parameters.some(excludes);
}

function excludes(parameter: string): boolean {
  return /^q=0(\.0*)?$/.test(parameter) || (parameter.startsWith('charset=') && parameter !== 'charset=utf-8');
}

/**
 * Refuses a POST whose body is no JSON as it stands. A page can have a browser post forms, texts and files to any origin,
 * but not JSON; and what is packed could be a thousand times as large as it looks.
 */
export function unreadable({ method, headers }: Request): Refusal | null {
  if (method !== 'POST') return null;
  const encoding = headers.get('content-encoding')?.trim().toLowerCase();
  if (encoding !== undefined && encoding !== 'identity') {
    return unsupported('The body must not be compressed: send it without Content-Encoding.', {
      'accept-encoding': 'identity',
    });
  }
  if (isJson(headers.get('content-type'))) return null;
  return unsupported('The content type of a POST must be application/json in UTF-8.', {
    'accept-post': 'application/json',
  });
}

function unsupported(message: string, headers: Record<string, string>): Refusal {
  return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message, headers };
}
