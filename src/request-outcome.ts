import type { Plugin } from 'graphql-yoga';
import type { RequestOutcome } from './metrics.ts';

/** What a request's answer is told to; part of the server context of each request. */
export type OutcomeTeller = { readonly onOutcome: (outcome: RequestOutcome) => void };

/** Tells what became of each request, from its GraphQL result; a refused HTTP method or body has none, and is not told. */
export function useRequestOutcome(): Plugin<Record<string, unknown>, OutcomeTeller> {
  return {
    onResultProcess({ result, serverContext }) {
      if (!('errors' in result) && !('data' in result)) return;
      const { errors, data } = result;
      const clean = errors === undefined || errors.length === 0;
      serverContext.onOutcome(clean ? 'ok' : data == null ? 'failed' : 'partial');
    },
  };
}
