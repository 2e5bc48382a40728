import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;
type Headers = Readonly<Record<string, string>>;

/** Data loads nothing and must not be framed. */
const NOTHING: Directives = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

/** The headers that keep a browser from sniffing the type of a response or framing it. Every response has them. */
export const SECURITY_HEADERS: Headers = headersOf(NOTHING);

/**
 * The same for GraphiQL's page, whose scripts carry `nonce`: it may only fetch from its own origin, which also serves the
 * workers of its editor, and may use inline styles.
 */
export function pageHeaders(nonce: string): Headers {
  return headersOf({
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
}

/** The headers that helmet sets on a response. */
function headersOf(directives: Directives): Headers {
  const setHeaders = helmet({
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
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  setHeaders(request, response, rethrow);
  return Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]));
}

/** Never throws: only a policy that is computed per request can fail. */
function rethrow(error?: unknown): void {
  if (error !== undefined) throw error;
}
