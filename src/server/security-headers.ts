import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;

/** Data loads nothing and must not be framed. */
const NOTHING: Directives = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

/** Made once, because every response has the same. */
const FOR_DATA = headerPairs(headersOf(NOTHING));

/** Sets the headers that keep a browser from sniffing the type of a response or framing it. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of FOR_DATA) response.setHeader(name, value);
}

/**
 * The same for GraphiQL's page, whose scripts carry `nonce`: it may only fetch from its own origin, which also serves the
 * workers of its editor, and may use inline styles.
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
    // Left to the proxy that ends TLS, because it applies to the whole host.
    strictTransportSecurity: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}

/** The headers that helmet sets, as pairs. */
function headerPairs(headers: ReturnType<typeof headersOf>): readonly (readonly [string, string])[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  headers(request, response, rethrow);
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}

/** Never throws: only a policy that is computed per request can fail. */
function rethrow(error?: unknown): void {
  if (error !== undefined) throw error;
}
