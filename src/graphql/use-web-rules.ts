import type { Plugin } from 'graphql-yoga';
import type { GatewayConfig } from '../config/config.ts';
import { unanswerable, unreadable } from './media-types.ts';
import { forgeable } from './preflight.ts';
import { type Refusal, refusalResponse } from './refusal.ts';

/** The methods of `/graphql`, as `Allow` names them. */
export const METHODS = 'GET, POST, OPTIONS';

const RULES = [otherMethod, unanswerable, unreadable, forgeable];

/** Refuses by method and headers what a client of GraphQL over HTTP does not send, before it is known who asks. */
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

function otherMethod({ method }: Request): Refusal | null {
  if (method === 'GET' || method === 'POST') return null;
  return {
    status: 405,
    code: 'METHOD_NOT_ALLOWED',
    message: 'Use GET or POST.',
    headers: { allow: METHODS },
  };
}
