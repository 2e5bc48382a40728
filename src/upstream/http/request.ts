/** The LivePerson APIs, named as clients see them in `extensions.service`. */
export type UpstreamService =
  | 'OUTBOUND_REPORTING'
  | 'OUTBOUND_CONFIGURATION'
  | 'LIVE_DEFLECT'
  | 'SENTINEL'
  | 'DOMAIN_API';

/** What bounds one piece of work: when it must be over, and the signal that ends it earlier. */
export type Call = {
  /** Aborts at the deadline, or when the caller goes away. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds after which nothing new is begun. */
  readonly deadlineAt: number;
};

/** One request to an upstream, before it is signed. */
export type UpstreamRequest = {
  readonly method: 'GET' | 'POST';
  /** Absolute, exactly as it goes out: OAuth 1 signs its path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True for reads. What is not repeatable is sent again only when it surely was not carried out. */
  readonly repeatable: boolean;
  readonly call: Call;
};

/** One answer of an upstream, its body read to the end. */
export type UpstreamResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** Sends one request; rejects when no whole answer came back. */
export type Send = (request: UpstreamRequest) => Promise<UpstreamResponse>;

/** Wraps a `Send` into another that does one thing more. */
export type Layer = (next: Send) => Send;

/** Puts layers around a transport, the first one outermost. */
export function withLayers(transport: Send, layers: readonly Layer[]): Send {
  return layers.reduceRight((next, layer) => layer(next), transport);
}
