import type { Family } from '../family.ts';

/**
 * A cached answer: the body of an HTTP 200, and when it was read from the upstream, in epoch milliseconds. Reading the body
 * may take a millisecond, because it may be kept compressed.
 */
export type CachedAnswer = { readonly body: string; readonly fetchedAt: number };

/** Answers by their names; evicts some as it likes. */
export type Answers = {
  get(name: string): CachedAnswer | undefined;
  /** Returns the answer as `get` will. */
  set(name: string, answer: CachedAnswer): CachedAnswer;
  delete(name: string): void;
};

/** Observes the attempts of a call. Its functions must return quickly and not throw. */
export type CallObserver = {
  /** The id of the client's request, for the log. */
  readonly requestId?: string;
  /** Called when an attempt begins. The attempt sends `headers`, and calls `end` with an outcome of `withObserver`. */
  attempt(request: UpstreamRequest): { readonly headers: Readonly<Record<string, string>>; end(outcome: string): void };
};

/** The bounds of a piece of work, and for whom it is done. */
export type Call = {
  /** Aborts at the deadline, with a `TimeoutError`, or when the caller leaves. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds after which nothing new starts. */
  readonly deadlineAt: number;
  /** Identifies the client request; queues serve those of one caller in turn. */
  readonly client?: string;
  /** Identifies the caller; queues serve different ones in turn. Missing if the gateway cannot tell callers apart. */
  readonly caller?: string;
  /**
   * Set for bulk work, for example an export: while other calls wait it has every second turn at most, and its answers stay
   * in here, so that they evict no others from the cache.
   */
  readonly bulk?: Answers;
  /** Awaited at each attempt's turn, before anything is sent. If it rejects, the call ends, unsent, with that error. */
  readonly beforeAttempt?: () => Promise<void>;
  /** The observer of the client request that started the work; missing for a background refresh. */
  readonly observer?: CallObserver;
  /** True if no answer from before this request may be used. */
  readonly fresh?: boolean;
  /**
   * True for the poll of a subscription: it waits for a fresh answer instead of using a stale one, and for another process
   * that reads the same.
   */
  readonly poll?: boolean;
  /** Called for every answer that a read uses. */
  readonly onFreshness?: (answer: UsedAnswer) => void;
};

/** An answer that a read uses. */
export type UsedAnswer = {
  /** Its name in the cache; missing if it is not cached. */
  readonly name?: string;
  /** In epoch milliseconds. */
  readonly fetchedAt: number;
  /** What is left of its freshness, in milliseconds; null if it is not cached. */
  readonly freshForMs: number | null;
};

/** One request to an upstream, before it is signed. */
export type UpstreamRequest = {
  readonly method: 'GET' | 'POST';
  /** Absolute, exactly as sent: OAuth 1 signs its path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Makes the signed headers that replace `headers`. Missing once the request is signed. */
  readonly sign?: () => Promise<Readonly<Record<string, string>>>;
  readonly body?: string;
  readonly family: Family;
  /** The end of a report's window, in epoch milliseconds. A window that ended long ago no longer changes. */
  readonly windowEndMs?: number;
  /** True for reads. Any other request is sent again only if the upstream certainly did not carry it out. */
  readonly repeatable: boolean;
  readonly call: Call;
};

/** An upstream's complete answer. */
export type UpstreamResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** When the answer was read from the upstream, in epoch milliseconds. */
  readonly fetchedAt: number;
  /** The parsed body, if a layer has parsed it. */
  readonly json?: unknown;
  /** Removes the answer from the cache, for when it cannot be read. Missing if the answer is not cached. */
  readonly discard?: () => void;
  /** The same object for every use of one cached answer. Missing if the answer is not cached. */
  readonly cached?: object;
};

/** Sends one request. Rejects if no complete answer arrives. */
export type Send = (request: UpstreamRequest) => Promise<UpstreamResponse>;

/** Wraps a `Send` to add one concern. */
export type Layer = (next: Send) => Send;

/** Wraps a transport in layers; the first one is outermost. */
export function withLayers(transport: Send, layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => layer(next), transport);
}
