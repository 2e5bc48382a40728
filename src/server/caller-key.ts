import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';

/**
 * What stands for a caller at the door, before it is known who asks: a hash of its token, or its address where it has
 * none or callers are not checked. A token that is not valid is refused soon after it has its place.
 */
export function callerKey({ headers, socket }: IncomingMessage, mode: GatewayConfig['callers']['mode']): string {
  const token = mode === 'none' ? undefined : headers.authorization;
  return token === undefined ? (socket.remoteAddress ?? '') : hash('sha256', token);
}
