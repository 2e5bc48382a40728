import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';

/**
 * Identifies a caller at the door, before authentication: the hash of its token, or its address if it has no token or
 * `callers.mode` is `none`. A request with an invalid token is refused soon after it is admitted.
 */
export function callerKey({ headers, socket }: IncomingMessage, mode: GatewayConfig['callers']['mode']): string {
  const token = mode === 'none' ? undefined : headers.authorization;
  return token === undefined ? (socket.remoteAddress ?? '') : hash('sha256', token);
}
