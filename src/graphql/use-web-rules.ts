import type { Plugin } from 'graphql-yoga';
import type { GatewayConfig } from '../config/config.ts';
import { checkAccept, checkBodyType } from './media-types.ts';
import { checkForgery } from './preflight.ts';
import { type Refusal, refusalResponse } from './refusal.ts';

/** The methods of `/graphql`, for the `Allow` header. */
export const METHODS = 'GET, POST, OPTIONS';

const RULES = [checkMethod, checkAccept, checkBodyType, checkForgery];

/** Refuses requests whose method or headers break the rules of GraphQL over HTTP, before authentication. */
export function useWebRules({ cors }: Pick<GatewayConfig['web'], 'cors'>): Plugin {
  return {
    onRequest({ request, endResponse, fetchAPI }) {
      for (const rule of RULES) {
        const refusal = rule(request, cors);
        if (refusal !== null) return endResponse(refusalResponse(refusal, fetchAPI));
      }
    },
  };
}

function checkMethod({ method }: Request): Refusal | null {
  if (method === 'GET' || method === 'POST') return null;
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'Use GET or POST.',
    headers: { allow: METHODS },
  };
}
