import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;

/** Data is no page: it loads nothing and is shown in nothing. */
const NOTHING: Directives = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

/** The same for every answer, so they are made once. */
const FOR_DATA = setOnce(headersOf(NOTHING));

/** Sets the headers that keep a browser from taking an answer for something else, or showing it elsewhere. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of FOR_DATA) response.setHeader(name, value);
}

/**
 * The same for the page of GraphiQL, whose scripts carry `nonce`: it asks its own origin only, which also has the workers
 * of its editor, and writes styles where it needs them.
 */
export function setPageHeaders(nonce: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = headersOf({
    ...NOTHING,
    'base-uri': ["'none'"],
    'connect-src': ["'self'"],
    'font-src': ['data:'],
    'form-action': ["'none'"],
    'img-src': ["'self'", 'data:'],
    'script-src': [`'nonce-${nonce}'`],
    'style-src': ["'self'", "'unsafe-inline'"],
    'worker-src': ["'self'"],
  });
  headers(request, response, rethrow);
}

function headersOf(directives: Directives) {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    xFrameOptions: { action: 'deny' },
    // Whoever ends TLS in front of the gateway speaks for the host, and for what else is on it.
    strictTransportSecurity: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/** What such headers are on an answer that has no others. */
function setOnce(headers: ReturnType<typeof headersOf>): readonly (readonly [string, string])[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  headers(request, response, rethrow);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** Only a policy that is computed per request can fail, and none is. */
function rethrow(error?: unknown): void {
  if (error !== undefined) throw error;
}
