import type { IncomingMessage } from 'node:http';
import type { GatewayConfig } from '../config/config.ts';
import { checkAccept, checkBodyType, checkExportAccept } from './media-types.ts';
import { checkForgery } from './preflight.ts';
import type { Refusal } from './refusal.ts';

/** The methods of `/graphql`, for the `Allow` header. */
export const METHODS = 'GET, POST, OPTIONS';

const RULES = [checkMethod, checkAccept, checkBodyType, checkForgery];

/** Refuses a request whose method or headers break the rules of GraphQL over HTTP; null if none does. */
export function checkWebRules(request: IncomingMessage, cors: GatewayConfig['web']['cors']): Refusal | null {
  for (const rule of RULES) {
    const refusal = rule(request, cors);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The same for an export, which only a POST can ask for. */
export function checkExportRules(request: IncomingMessage): Refusal | null {
  if (request.method !== 'POST') return wrongMethod('POST', 'POST, OPTIONS');
  return checkExportAccept(request) ?? checkBodyType(request);
}

function checkMethod({ method }: IncomingMessage): Refusal | null {
  return method === 'GET' || method === 'POST' ? null : wrongMethod('GET or POST', METHODS);
}

function wrongMethod(methods: string, allow: string): Refusal {
  return { status: 405, code: 'METHOD_NOT_ALLOWED', message: `Use ${methods}.`, headers: { allow } };
}
