import { maskSubject, maskWord } from '../log/masked.ts';
import type { RequestFacts } from '../request/request-facts.ts';

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
  /** Milliseconds from the arrival to the end of the answer; waiting at the door counts. */
  readonly durationMs: number;
  readonly upstreamCalls: number;
  readonly outcome: RequestFacts['outcome'];
  /** The HTTP status; null when the client left before there was one. */
  readonly status: number | null;
  readonly traceId: string;
  /** Why the request was not let in; missing when it was. */
  readonly refusal?: string;
};

/** Told of each request when its answer has gone out, or its client has left. Must be quick and must not throw. */
export type OnRequest = (facts: RequestFacts, status: number | null, durationMs: number) => void;

/** The line of one request. No variables, documents or headers, and the words of clients cut and masked. */
export function requestLine(facts: RequestFacts, status: number | null, durationMs: number): RequestLine {
  const { id, operationName, caller, accountIds, cost, upstreamCalls, outcome, traceId, refusal } = facts;
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
