import type { Plugin } from 'graphql-yoga';
import type { Arrival } from '../request/request-facts.ts';

/** Records the result of each request; a refused HTTP method or body has no GraphQL result. */
export function useRequestResult(): Plugin<Record<string, unknown>, Arrival> {
  return {
    onResultProcess({ result, serverContext: { facts } }) {
      if (!('errors' in result) && !('data' in result)) return;
      const { errors, data } = result;
      const clean = errors === undefined || errors.length === 0;
      facts.result = clean ? 'ok' : data == null ? 'failed' : 'partial';
    },
  };
}
