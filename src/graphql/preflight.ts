import type { Refusal } from './refusal.ts';

/** Headers that only a script can set, and for another origin only after the browser has asked whether it may. */
export const PREFLIGHT_HEADERS = [
  'GraphQL-Require-Preflight',
  'Apollo-Require-Preflight',
  'X-Apollo-Operation-Name',
] as const;

/**
 * Refuses a GET that a browser would send for any page without asking, such as that of an image: it may carry the cookies
 * or certificate of whoever looks at the page. A POST is safe by its content type, which makes a browser ask.
 */
export function forgeable({ method, headers }: Request): Refusal | null {
  if (method !== 'GET') return null;
  const asked = PREFLIGHT_HEADERS.some((name) => headers.get(name)?.trim());
  if (asked || isJson(headers.get('content-type'))) return null;
  return {
    status: 400,
    code: 'CSRF_PREVENTED',
    message: `Any page can make a browser send this GET. Send one of the headers ${PREFLIGHT_HEADERS.join(', ')} with it, or a POST with the content type application/json.`,
  };
}

/** Whether a content type is JSON, in the one character set that JSON is exchanged in. */
export function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i.test(contentType?.trim() ?? '');
}
