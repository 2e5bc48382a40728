import { maskSubject, maskWord } from '../log/masked.ts';
import type { RequestEnd, RequestFacts } from '../request/request-facts.ts';

/** The log line of a request, without the time. */
export type RequestLine = {
  readonly id: string;
  /** The operation's name; null if it has none, or if no operation was found. */
  readonly operation: string | null;
  /** The caller's subject; null if it has none or was not authenticated. */
  readonly subject: string | null;
  /** The accounts that the operation touched, sorted. */
  readonly accounts: readonly string[];
  /** Null if it is not known. */
  readonly cost: number | null;
  readonly durationMs: RequestEnd['durationMs'];
  readonly upstreamCalls: number;
  /** Items that an export has written; absent if the request is none. */
  readonly items?: number;
  readonly outcome: RequestEnd['outcome'];
  readonly status: RequestEnd['status'];
  readonly traceId: string;
  /** Events sent to the subscriber; absent if the request was no subscription. */
  readonly events?: number;
  /** Why the request was refused; absent if it was not. */
  readonly refusal?: string;
};

/** Called with each request when its response is sent or its client disconnects. Must be quick and must not throw. */
export type OnRequest = (facts: RequestFacts, end: RequestEnd) => void;

/** The log line of a request. It has no variables, documents or headers; text from clients is cut and masked. */
export function requestLine(facts: RequestFacts, { outcome, status, durationMs }: RequestEnd): RequestLine {
  const { id, operationName, caller, callerRefusal, accountIds, cost, upstreamCalls, items, traceId, events } = facts;
  const refusal = outcome === 'refused' ? 'OVERLOADED' : callerRefusal;
  return {
    id,
    operation: operationName === null ? null : maskWord(operationName),
    subject: caller?.subject == null ? null : maskSubject(caller.subject),
    accounts: accountIds.size > 1 ? [...accountIds].sort() : [...accountIds],
    cost,
    durationMs,
    upstreamCalls,
    ...(items !== null && { items }),
    outcome,
    status,
    traceId,
    ...(events !== null && { events }),
    ...(refusal !== null && { refusal: maskWord(refusal) }),
  };
}
