import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import { answerSentence } from './plain-answer.ts';

/** The names that a browser on the same machine uses. */
const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The names that the `Host` header may contain; null for all. On loopback without authentication, a page whose own name
 * resolves to this machine (DNS rebinding) must not reach the gateway.
 */
export function hostsOf({ web, callers }: GatewayConfig, onLoopback: boolean): readonly string[] | null {
  return web.hosts ?? (onLoopback && callers.mode === 'none' ? LOOPBACK_NAMES : null);
}

/**
 * Returns whether a request's head is acceptable. Otherwise it answers: HTTP 400 for a head that proxies may interpret
 * differently, 421 for a host that is not in `hosts`. Health accepts any host, because probes use addresses.
 */
export function acceptsHead(
  request: IncomingMessage,
  response: ServerResponse,
  hosts: readonly string[] | null,
): boolean {
  const error = headError(request);
  if (error !== null) answerSentence(response, 400, error, { connection: 'close' });
  else if (hosts !== null && !isAmong(hosts, request)) {
    answerSentence(response, 421, 'The gateway does not accept this host name. web.hosts lists the accepted names.');
  } else return true;
  return false;
}

function headError({ headers, headersDistinct }: IncomingMessage): string | null {
  const { host, 'transfer-encoding': encoding = 'chunked' } = headers;
  if (encoding.toLowerCase() !== 'chunked') return 'Transfer-Encoding must be chunked.';
  if (host === undefined) return null;
  if (headersDistinct.host?.length !== 1) return 'The request must have exactly one Host header.';
  return URL.canParse(`http://${host}`) ? null : 'The Host header is not a valid host name.';
}

function isAmong(hosts: readonly string[], { headers: { host }, url = '' }: IncomingMessage): boolean {
  return host === undefined || url.startsWith('/health/') || hosts.includes(new URL(`http://${host}`).hostname);
}
