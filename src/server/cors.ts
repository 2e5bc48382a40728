import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import { PREFLIGHT_HEADERS } from './preflight.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { METHODS } from './web-rules.ts';

/** Those that the gateway reads, and those that clients and their tracing add by themselves. */
const REQUEST_HEADERS = [
  'Content-Type',
  'Authorization',
  'Cache-Control',
  'X-Request-Timeout-Ms',
  'X-LivePerson-Account-Id',
  'X-Operation-Cost',
  'X-Fresh-Read',
  'X-Request-Id',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'apollographql-client-name',
  'apollographql-client-version',
  'graphql-client-name',
  'graphql-client-version',
  ...PREFLIGHT_HEADERS,
];

const EXPOSED_HEADERS = 'Retry-After, X-Request-Id, X-Fresh-Read, X-Export-Redacted, Cache-Control, ETag';

/** The rules for pages of other origins. */
export type Cors = {
  /** Whether responses depend on the origin. */
  readonly varies: boolean;
  /** The headers that let a page of this origin read a response; empty if it may not. */
  headersFor(origin: string | undefined): Readonly<Record<string, string>>;
  /** Answers a preflight request. */
  answerPreflight(request: IncomingMessage, response: ServerResponse): void;
};

/** The CORS of a configuration. Every response has its headers, so that pages can read refusals, too. */
export function createCors({
  origins,
  allowedHeaders,
  credentials,
  maxAgeSeconds,
}: GatewayConfig['web']['cors']): Cors {
  const requestHeaders = [...REQUEST_HEADERS, ...allowedHeaders].join(', ');
  const all = origins.includes('*');
  const varies = !all && origins.length > 0;
  const allowed = (origin: string | undefined): Record<string, string> | null => {
    if (origin === undefined || !(all || origins.includes(origin))) return null;
    return {
      'Access-Control-Allow-Origin': all ? '*' : origin,
      ...(credentials && { 'Access-Control-Allow-Credentials': 'true' }),
    };
  };
  return {
    varies,
    headersFor(origin) {
      const headers = allowed(origin);
      return headers === null ? {} : { ...headers, 'Access-Control-Expose-Headers': EXPOSED_HEADERS };
    },
    answerPreflight({ headers: { origin } }, response) {
      const headers = allowed(origin);
      response.writeHead(204, {
        ...SECURITY_HEADERS,
        ...(varies && { Vary: 'Origin' }),
        ...headers,
        ...(headers !== null && {
          'Access-Control-Allow-Methods': 'GET, POST',
          'Access-Control-Allow-Headers': requestHeaders,
          'Access-Control-Max-Age': String(maxAgeSeconds),
        }),
        allow: METHODS,
      });
      response.end();
    },
  };
}
