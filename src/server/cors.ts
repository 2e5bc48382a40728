import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import { PREFLIGHT_HEADERS } from '../graphql/preflight.ts';
import { METHODS } from '../graphql/use-web-rules.ts';

const REQUEST_HEADERS = [
  'Content-Type',
  'Authorization',
  'Cache-Control',
  'X-Request-Timeout-Ms',
  'X-LivePerson-Account-Id',
  'X-Operation-Cost',
  'X-Request-Id',
  'traceparent',
  'tracestate',
  ...PREFLIGHT_HEADERS,
].join(', ');

const EXPOSED_HEADERS = 'Retry-After, X-Request-Id, Cache-Control';

/**
 * Sets the CORS headers of a response, and answers preflight requests (OPTIONS): returns true if it did. It works on the
 * socket, not in yoga, so that pages can read refusals, too.
 */
export function createCors({ origins, credentials, maxAgeSeconds }: GatewayConfig['web']['cors']) {
  const all = origins.includes('*');
  const allow = ({ origin }: IncomingMessage['headers'], response: ServerResponse): boolean => {
    if (!all && origins.length > 0) response.setHeader('Vary', 'Origin');
    if (origin === undefined || !(all || origins.includes(origin))) return false;
    response.setHeader('Access-Control-Allow-Origin', all ? '*' : origin);
    if (credentials) response.setHeader('Access-Control-Allow-Credentials', 'true');
    return true;
  };
  return ({ method, headers }: IncomingMessage, response: ServerResponse): boolean => {
    const allowed = allow(headers, response);
    if (method !== 'OPTIONS') {
      if (allowed) response.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS);
      return false;
    }
    if (allowed) {
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      response.setHeader('Access-Control-Allow-Headers', REQUEST_HEADERS);
      response.setHeader('Access-Control-Max-Age', String(maxAgeSeconds));
    }
    response.writeHead(204, { allow: METHODS }).end();
    return true;
  };
}
