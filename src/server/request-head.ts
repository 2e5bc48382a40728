import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import { answerSentence } from './plain-answer.ts';

/** What a browser on the same machine calls it. */
const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The host names that requests may name; null for all. On loopback without callers, a page whose own name leads to this
 * machine (DNS rebinding) must not reach the gateway.
 */
export function hostsOf({ web, callers }: GatewayConfig, onLoopback: boolean): readonly string[] | null {
  return web.hosts ?? (onLoopback && callers.mode === 'none' ? LOOPBACK_NAMES : null);
}

/**
 * Refuses what proxies may understand otherwise than the gateway does (HTTP 400), and a host that is not in `hosts` (421).
 * Returns whether the request may go on. Health is for probes, which know addresses only.
 */
export function hasGoodHead(
  request: IncomingMessage,
  response: ServerResponse,
  hosts: readonly string[] | null,
): boolean {
  const fault = headFault(request);
  if (fault !== null) answerSentence(response, 400, fault, { connection: 'close' });
  else if (hosts !== null && !isAmong(hosts, request)) {
    answerSentence(response, 421, 'The gateway does not answer for this host. The setting web.hosts lists its names.');
  } else return true;
  return false;
}

function headFault({ headers, headersDistinct }: IncomingMessage): string | null {
  const { host, 'transfer-encoding': encoding = 'chunked' } = headers;
  if (encoding.toLowerCase() !== 'chunked') return 'Transfer-Encoding must be chunked.';
  if (host === undefined) return null;
  if (headersDistinct.host?.length !== 1) return 'Send one Host header.';
  // Yoga makes a URL of it.
  return URL.canParse(`http://${host}`) ? null : 'The Host header is not a host name.';
}

function isAmong(hosts: readonly string[], { headers: { host }, url = '' }: IncomingMessage): boolean {
  return host === undefined || url.startsWith('/health/') || hosts.includes(new URL(`http://${host}`).hostname);
}
