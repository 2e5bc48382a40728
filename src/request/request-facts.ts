import type { Caller } from '../callers/caller.ts';
import type { CallObserver } from '../upstream/http/request.ts';

/** What is known of one request, gathered on its way; each fact is written in one place. */
export type RequestFacts = {
  /** Names the request in the log; the client may have chosen it, and used it before. */
  readonly id: string;
  /** The trace that it belongs to, 32 hexadecimal digits. */
  readonly traceId: string;
  /** Epoch milliseconds; waiting at the door counts. */
  readonly arrivedAt: number;
  /** Whether the door let it in. */
  admitted: boolean;
  /** Null until it is known who asks. */
  caller: Caller | null;
  /** Why the caller was refused, as a code; null when it was not. */
  callerRefusal: string | null;
  /** Null where the operation has none, or none was found. */
  operationName: string | null;
  /** Null until it is known. */
  operationType: 'query' | 'mutation' | 'subscription' | null;
  /** What the operation cost; null until that is known. */
  cost: number | null;
  /** The accounts that the operation touched. */
  readonly accountIds: Set<string>;
  /** Attempts at upstream calls that this request began. */
  upstreamCalls: number;
  /** No errors, errors beside data, or no data. What has no GraphQL result, such as a body that is not JSON, has failed. */
  result: 'ok' | 'partial' | 'failed';
};

/** What became of a GraphQL request: its result, or the client left, or the door was full. */
export type RequestOutcome = RequestFacts['result'] | 'aborted' | 'refused';

/** How a request ended. */
export type RequestEnd = {
  readonly outcome: RequestOutcome;
  /** The HTTP status; null when the client left before there was one. */
  readonly status: number | null;
  /** Milliseconds from the arrival to the end of the answer. */
  readonly durationMs: number;
};

/** What yoga is told of each request besides itself. */
export type Arrival = {
  readonly facts: RequestFacts;
  readonly span: CallObserver;
  /** The text of its body, which the server has read; null if that is larger than `operations.bodyBytes`. */
  readonly body: string | null;
};

/** The facts of a request that arrives. */
export function createRequestFacts(known: Pick<RequestFacts, 'id' | 'arrivedAt' | 'traceId'>): RequestFacts {
  return {
    ...known,
    admitted: false,
    caller: null,
    callerRefusal: null,
    operationName: null,
    operationType: null,
    cost: null,
    accountIds: new Set(),
    upstreamCalls: 0,
    result: 'failed',
  };
}
