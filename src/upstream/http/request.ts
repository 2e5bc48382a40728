import type { Family } from '../family.ts';

/** Told of the attempts that are made for a call; must be quick and must not throw. */
export type CallObserver = {
  /** The id of the client's request, for the log. */
  readonly requestId?: string;
  /** An attempt begins. The headers are sent with it; `end` is told its HTTP status, or a word of `withObserver`. */
  attempt(request: UpstreamRequest): { readonly headers: Readonly<Record<string, string>>; end(outcome: string): void };
};

/** What bounds one piece of work: when it must be over, and the signal that ends it earlier. */
export type Call = {
  /** Aborts at the deadline, or when the caller goes away. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds after which nothing new is begun. */
  readonly deadlineAt: number;
  /** Who waits: queues take turns between different ones. The same text for all calls of one client request. */
  readonly client?: string;
  /** Whose work it is; missing where it is nobody's, as a refresh behind a stale answer. What is shared is its beginner's. */
  readonly observer?: CallObserver;
  /** True when no answer from before this request may be used. */
  readonly fresh?: boolean;
  /** Told of every kept answer that was used: when it was fetched, and for how many milliseconds it may still be used. */
  readonly onKept?: (kept: { readonly fetchedAt: number; readonly freshForMs: number }) => void;
};

/** One request to an upstream, before it is signed. */
export type UpstreamRequest = {
  readonly method: 'GET' | 'POST';
  /** Absolute, exactly as it goes out: OAuth 1 signs its path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Present until the request is signed: the headers to send instead, made when it goes out. */
  readonly sign?: () => Promise<Readonly<Record<string, string>>>;
  readonly body?: string;
  readonly family: Family;
  /** The end of the time that a report is about, in epoch milliseconds: what ended long ago changes no more. */
  readonly windowEndMs?: number;
  /** True for reads. What is not repeatable is sent again only when it surely was not carried out. */
  readonly repeatable: boolean;
  readonly call: Call;
};

/** One answer of an upstream, its body read to the end. */
export type UpstreamResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** When it was read from the upstream, in epoch milliseconds. */
  readonly fetchedAt: number;
  /** The body parsed, where that was already done. */
  readonly json?: unknown;
  /** Present where the answer is kept: told when it turned out unreadable, so that it is kept no longer. */
  readonly discard?: () => void;
  /** The same object for every use of one kept answer. */
  readonly kept?: object;
};

/** Sends one request; rejects when no whole answer came back. */
export type Send = (request: UpstreamRequest) => Promise<UpstreamResponse>;

/** Wraps a `Send` into another that does one thing more. */
export type Layer = (next: Send) => Send;

/** Puts layers around a transport, the first one outermost. */
export function withLayers(transport: Send, layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => layer(next), transport);
}
