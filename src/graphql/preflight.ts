import type { GatewayConfig } from '../config/config.ts';
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
export function forgeable({ method, headers }: Request, cors: GatewayConfig['web']['cors']): Refusal | null {
  if (method !== 'GET') return null;
  const asked = PREFLIGHT_HEADERS.some((name) => headers.get(name)?.trim());
  if (asked || isJson(headers.get('content-type')) || hasToken(headers)) return null;
  if (isOwnPage(headers) || isAllowedPage(headers, cors)) return null;
  return {
    status: 400,
    code: 'CSRF_PREVENTED',
    message: `Any page could make a browser send this GET. Send one of the headers ${PREFLIGHT_HEADERS.join(', ')} or Authorization: Bearer with it, or send a POST with the content type application/json. Pages of other origins may send it when web.cors.origins allows them.`,
  };
}

/** A browser adds passwords of its own to a request, but no bearer token. */
function hasToken(headers: Headers): boolean {
  return /^bearer\s+\S/i.test(headers.get('authorization') ?? '');
}

/**
 * Whether a page of the gateway's own origin asks. Browsers say so by `Sec-Fetch-Site`, over https and on loopback; those
 * that do not may send the `Origin`. Its scheme cannot be compared: who ends TLS in front of the gateway knows it.
 */
function isOwnPage(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin') ?? '';
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

/**
 * Whether a page asks that may, as a browser would have found out had it asked beforehand. `Origin` comes only with what a
 * script, or an element with `crossorigin`, loads so that it can be read; cookies only where they are allowed.
 */
function isAllowedPage(headers: Headers, { origins, credentials }: GatewayConfig['web']['cors']): boolean {
  const origin = headers.get('origin');
  if (origin === null || (headers.has('cookie') && !credentials)) return false;
  return origins.includes('*') || origins.includes(origin);
}

/** Whether a content type is JSON, in the one character set that JSON is exchanged in. */
export function isJson(contentType: string | null): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i.test(contentType?.trim() ?? '');
}
