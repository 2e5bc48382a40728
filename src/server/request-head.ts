import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import { answerSentence } from './plain-answer.ts';
import { remembered } from './remembered.ts';

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

function headError({ headers, rawHeaders }: IncomingMessage): string | null {
  const { host, 'transfer-encoding': encoding = 'chunked' } = headers;
  if (encoding.toLowerCase() !== 'chunked') return 'Transfer-Encoding must be chunked.';
  if (host === undefined) return null;
  if (!hasOneHost(rawHeaders)) return 'The request must have exactly one Host header.';
  return hostName(host) === null ? 'The Host header is not a valid host name.' : null;
}

/** Names and values in turn; Node.js keeps the first of several in `headers`. */
function hasOneHost(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1;
}

/** The name in a `Host` header, without the port; null if it is not valid. */
const hostName = remembered((host) => {
  const url = `http://${host}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
});

function isAmong(hosts: readonly string[], { headers: { host }, url = '' }: IncomingMessage): boolean {
  return host === undefined || url.startsWith('/health/') || hosts.includes(hostName(host) ?? '');
}
