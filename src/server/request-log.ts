import { maskSubject, maskWord } from '../log/masked.ts';
import type { RequestEnd, RequestFacts } from '../request/request-facts.ts';

/** What is logged of one request, beside the time. */
export type RequestLine = {
  readonly id: string;
  /** The operation's name; null where it has none, or none was found. */
  readonly operation: string | null;
  /** Who asked; null where callers do not say so, or nobody was let in. */
  readonly subject: string | null;
  /** The accounts that the operation touched, sorted. */
  readonly accounts: readonly string[];
  /** Null where it is not known. */
  readonly cost: number | null;
  readonly durationMs: RequestEnd['durationMs'];
  readonly upstreamCalls: number;
  readonly outcome: RequestEnd['outcome'];
  readonly status: RequestEnd['status'];
  readonly traceId: string;
  /** Why the request was not let in; missing when it was. */
  readonly refusal?: string;
};

/** Told of each request when its answer has gone out, or its client has left. Must be quick and must not throw. */
export type OnRequest = (facts: RequestFacts, end: RequestEnd) => void;

/** The line of one request. No variables, documents or headers, and the words of clients cut and masked. */
export function requestLine(facts: RequestFacts, { outcome, status, durationMs }: RequestEnd): RequestLine {
  const { id, operationName, caller, callerRefusal, accountIds, cost, upstreamCalls, traceId } = facts;
  const refusal = outcome === 'refused' ? 'OVERLOADED' : callerRefusal;
  return {
    id,
    operation: operationName === null ? null : maskWord(operationName),
    subject: caller?.subject == null ? null : maskSubject(caller.subject),
    accounts: [...accountIds].toSorted(),
    cost,
    durationMs,
    upstreamCalls,
    outcome,
    status,
    traceId,
    ...(refusal !== null && { refusal: maskWord(refusal) }),
  };
}
