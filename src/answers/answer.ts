import type { RequestFacts } from '../request/request-facts.ts';

/** A response to a GraphQL request, without the headers that depend on the request. */
export type Answer = {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** JSON in UTF-8. */
  readonly body: Buffer;
  /** Until when it is fresh, in epoch milliseconds; null if it must not be stored. */
  readonly freshUntil: number | null;
};

/** What the log and the quotas need to know of the run that made an answer. */
type RunFacts = Pick<RequestFacts, 'operationName' | 'operationType' | 'cost' | 'accountIds' | 'result'>;

/** An answer, and the facts of its run. */
export type MadeAnswer = { readonly answer: Answer; readonly facts: RunFacts };

/** How a request got its answer: it was kept, an identical request in flight made it, or a run of its own. */
export type Way = 'ready' | 'shared' | 'run';
