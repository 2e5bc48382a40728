import type { Answers, CallObserver } from '../upstream/http/request.ts';
import type { RequestFacts } from './request-facts.ts';

/** One run of a request's operation. Identical requests may wait for it; they have facts of their own. */
export type Run = {
  readonly facts: RequestFacts;
  readonly span: CallObserver;
  /** Milliseconds that it may take. */
  readonly deadlineMs: number;
  /** Aborts when nobody waits for its answer any more. */
  readonly signal: AbortSignal;
  /** True if no answer from before this request may be used. */
  readonly fresh: boolean;
  /** Whether the results of a subscription can be sent, one after the other. */
  readonly streams: boolean;
  /** Called with the name of each cached upstream answer that goes into the answer. */
  readonly onSource: (name: string) => void;
  /** When it counts as begun, in epoch milliseconds; missing if that is now. */
  readonly now?: number;
  /** See `Call.bulk`. */
  readonly bulk?: Answers;
};
