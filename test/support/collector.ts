import { startUpstream } from './upstream.ts';

/** A span as OTLP's JSON has it, its attributes as a plain object. */
type ExportedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  /** 2 server, 3 client. */
  readonly kind: number;
  /** 2 for an error. */
  readonly status: { readonly code?: number };
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** A collector of traces. */
export type Collector = {
  readonly otlpUrl: string;
  readonly spans: () => readonly ExportedSpan[];
  /** The bodies as they came. */
  readonly text: () => string;
};

// biome-ignore lint/suspicious/noExplicitAny: the wire's nesting is not what a test is about.
type Loose = any;

/** Starts a collector for the running test that answers with `status`. */
export async function startCollector(status = 200): Promise<Collector> {
  const upstream = await startUpstream(() => ({ status, json: {} }));
  const bodies = () => upstream.requests.map(({ body }) => body as Loose);
  return {
    otlpUrl: `${upstream.url}/v1/traces`,
    text: () => JSON.stringify(bodies()),
    spans: () =>
      bodies()
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ resource, scopeSpans }) =>
          scopeSpans.flatMap(({ spans }: Loose) =>
            spans.map((span: Loose) => ({
              ...span,
              parentSpanId: span.parentSpanId || undefined,
              attributes: attributesOf([...resource.attributes, ...span.attributes]),
            })),
          ),
        ),
  };
}

function attributesOf(list: Loose[]): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: Loose): unknown {
  if ('arrayValue' in value) return value.arrayValue.values.map(plain);
  return value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue;
}
