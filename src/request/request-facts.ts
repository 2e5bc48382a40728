import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../callers/caller.ts';
import type { CallObserver } from '../upstream/http/request.ts';

/** What became of a GraphQL request: no errors, some fields, none, the client left, or not let in. */
export type RequestOutcome = 'ok' | 'partial' | 'failed' | 'aborted' | 'refused';

/** What is known of one request, gathered on its way. */
export type RequestFacts = {
  /** Names the request in the log; the client may have chosen it, and used it before. */
  readonly id: string;
  /** The trace that it belongs to, 32 hexadecimal digits. */
  readonly traceId: string;
  /** Epoch milliseconds; waiting at the door counts. */
  readonly arrivedAt: number;
  /** What has no GraphQL result at all, such as a body that is no JSON, has failed. */
  outcome: RequestOutcome;
  /** Null until it is known who asks. */
  caller: Caller | null;
  /** Null where the operation has none, or none was found. */
  operationName: string | null;
  /** Null until it is known. */
  operationType: 'query' | 'mutation' | 'subscription' | null;
  /** The accounts that the operation touched. */
  readonly accountIds: Set<string>;
  /** What the operation cost; null until that is known. */
  cost: number | null;
  /** Attempts at upstream calls that this request began. */
  upstreamCalls: number;
  /** The code of what the request was not let in for; null when it was. */
  refusal: string | null;
};

/** What yoga is told of each request besides itself. */
export type Arrival = { readonly facts: RequestFacts; readonly span: CallObserver };

/** The facts of a request that arrives. */
export function createRequestFacts({
  id,
  arrivedAt,
  traceId,
}: Pick<RequestFacts, 'id' | 'arrivedAt' | 'traceId'>): RequestFacts {
  return {
    id,
    arrivedAt,
    traceId,
    outcome: 'failed',
    caller: null,
    operationName: null,
    operationType: null,
    accountIds: new Set(),
    cost: null,
    upstreamCalls: 0,
    refusal: null,
  };
}

/** Notes the outcome of each request, from its GraphQL result; a refused HTTP method or body has none. */
export function useRequestOutcome(): Plugin<Record<string, unknown>, Arrival> {
  return {
    onResultProcess({ result, serverContext: { facts } }) {
      if (!('errors' in result) && !('data' in result)) return;
      const { errors, data } = result;
      const clean = errors === undefined || errors.length === 0;
      facts.outcome = clean ? 'ok' : data == null ? 'failed' : 'partial';
    },
  };
}
