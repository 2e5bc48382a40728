import type { Caller } from '../callers/caller.ts';

/** What is known about one request, collected on its way; each fact is written in one place. */
export type RequestFacts = {
  /** Identifies the request in the log; the client may have chosen it, so it need not be unique. */
  readonly id: string;
  /** The id of its trace, 32 hexadecimal digits. */
  readonly traceId: string;
  /** When the head of the request arrived, in epoch milliseconds. */
  readonly arrivedAt: number;
  /** Whether it was refused because the gateway has too many requests. */
  overloaded: boolean;
  /** Null until the caller is known. */
  caller: Caller | null;
  /** The code of why the caller was refused; null when it was not. */
  callerRefusal: string | null;
  /** Null when the operation has no name, or no operation was found. */
  operationName: string | null;
  /** Null until it is known. */
  operationType: 'query' | 'mutation' | 'subscription' | null;
  /** The cost of the operation, in points; null until it is known. */
  cost: number | null;
  /** The accounts that the operation used. */
  accountIds: Set<string>;
  /** Attempts at upstream calls for this request. */
  upstreamCalls: number;
  /** Items that an export has written; null if the request is none. */
  items: number | null;
  /** `ok` without errors, `partial` with data and errors, `failed` without data or without a GraphQL result. */
  result: 'ok' | 'partial' | 'failed';
  /** Events sent to a subscriber so far; null if it is no subscription. */
  events: number | null;
  /** Until when its answer is fresh, in epoch milliseconds; null if it must not be stored. */
  freshUntil: number | null;
};

/** The outcome of a GraphQL request: its result, `aborted` when the client disconnected, `refused` when the door was full. */
export type RequestOutcome = RequestFacts['result'] | 'aborted' | 'refused';

/** How a request ended. */
export type RequestEnd = {
  readonly outcome: RequestOutcome;
  /** The HTTP status; null when the client disconnected before there was one. */
  readonly status: number | null;
  /** Milliseconds from arrival to the end of the response. */
  readonly durationMs: number;
};

/** The initial facts of a request. */
export function createRequestFacts(known: Pick<RequestFacts, 'id' | 'arrivedAt' | 'traceId'>): RequestFacts {
  return {
    ...known,
    overloaded: false,
    caller: null,
    callerRefusal: null,
    operationName: null,
    operationType: null,
    cost: null,
    accountIds: new Set(),
    upstreamCalls: 0,
    items: null,
    result: 'failed',
    events: null,
    freshUntil: null,
  };
}
