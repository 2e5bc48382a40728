import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import type { Refusal } from './refusal.ts';

/** Headers that only a script can set, and to another origin only after a preflight request. */
export const PREFLIGHT_HEADERS = [
  'GraphQL-Require-Preflight',
  'Apollo-Require-Preflight',
  'X-Apollo-Operation-Name',
] as const;

/**
 * Refuses a GET that a browser sends for any page without a preflight request, for example to load an image: it may carry
 * the user's cookies or certificate. A POST is safe because its content type requires a preflight request.
 */
export function checkForgery({ method, headers }: IncomingMessage, cors: GatewayConfig['web']['cors']): Refusal | null {
  if (method !== 'GET') return null;
  const hasPreflightHeader = PREFLIGHT_HEADERS.some((name) => headers[name.toLowerCase()]?.toString().trim());
  if (hasPreflightHeader || isJson(headers['content-type']) || hasToken(headers)) return null;
  if (isOwnPage(headers) || isAllowedPage(headers, cors)) return null;
  return {
    status: 400,
    code: 'CSRF_PREVENTED',
    message: `Any page could make a browser send this GET. Add one of the headers ${PREFLIGHT_HEADERS.join(', ')} or Authorization: Bearer, or send a POST with the content type application/json. Pages of other origins may send it if web.cors.origins allows them.`,
  };
}

/** A browser adds passwords to requests by itself, but no bearer token. */
function hasToken({ authorization = '' }: IncomingHttpHeaders): boolean {
  return /^bearer\s+\S/i.test(authorization);
}

/**
 * Whether a page of the gateway's own origin sends the request. Browsers set `Sec-Fetch-Site` over https and on loopback;
 * otherwise `Origin` decides. Its scheme is not compared, because a proxy may end TLS.
 */
function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const { 'sec-fetch-site': site, origin = '', host } = headers;
  if (site !== undefined) return site === 'same-origin';
  return /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Whether a page of an allowed origin sends the request, as a preflight request would have checked. Browsers send
 * `Origin` only for scripts and elements with `crossorigin`. Cookies require `web.cors.credentials`.
 */
function isAllowedPage(
  { origin, cookie }: IncomingHttpHeaders,
  { origins, credentials }: GatewayConfig['web']['cors'],
): boolean {
  if (origin === undefined || (cookie !== undefined && !credentials)) return false;
  return origins.includes('*') || origins.includes(origin);
}

const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i;

/** Whether a content type is JSON in UTF-8. */
export function isJson(contentType = ''): boolean {
  return contentType === 'application/json' || JSON_TYPE.test(contentType.trim());
}
