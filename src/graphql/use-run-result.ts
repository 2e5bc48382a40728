import type { Plugin } from 'graphql-yoga';
import type { Run } from '../request/run.ts';

/** Records the result of each run; a request with an invalid body has no GraphQL result. */
export function useRunResult(): Plugin<Record<string, unknown>, Run> {
  return {
    onResultProcess({ result, serverContext: { facts } }) {
      if (!('errors' in result) && !('data' in result)) return;
      const { errors, data } = result;
      const clean = errors === undefined || errors.length === 0;
      facts.result = clean ? 'ok' : data == null ? 'failed' : 'partial';
    },
  };
}
