import { request } from 'undici';
import type { GatewayOptions } from '../../src/server/gateway.ts';
import { counted } from './freshness.ts';
import { accountAt, startTestGateway } from './gateway.ts';
import { metricsOf } from './metrics.ts';
import { type Answer, type SeenRequest, startUpstream, type Upstream } from './upstream.ts';

/** A response as it is on the wire; `fetch` would decode it. */
export type Got = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape of its own answer.
  readonly json: any;
};

/** What a request has besides its parameters. A `body` replaces them. */
export type AskInit = {
  readonly method?: 'GET' | 'POST';
  /** What follows the address of the endpoint. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
};

/** The parameters of a GraphQL request, or its document alone. */
export type Parameters = string | Readonly<Record<string, unknown>>;

/** Asks a gateway byte by byte. */
async function askRaw(url: string, parameters: Parameters, init: AskInit = {}): Promise<Got> {
  const { method = 'POST', path = '', headers, body, signal } = init;
  const json = typeof parameters === 'string' ? { query: parameters } : parameters;
  const isGet = method === 'GET';
  const response = await request(isGet ? `${url}?${inUrl(json)}` : url + path, {
    method,
    headers: { ...(isGet ? { 'graphql-require-preflight': '1' } : { 'content-type': 'application/json' }), ...headers },
    body: isGet ? null : (body ?? JSON.stringify(json)),
    ...(signal !== undefined && { signal }),
  });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  return {
    status: response.statusCode,
    headers: response.headers,
    bytes,
    get json() {
      return JSON.parse(bytes.toString());
    },
  };
}

function inUrl(parameters: Readonly<Record<string, unknown>>): URLSearchParams {
  const texts = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(texts);
}

/** What tests of whole answers may want otherwise. */
export type AnsweringOptions = {
  readonly answer?: (request: SeenRequest, index: number) => Answer | undefined | Promise<Answer | undefined>;
  readonly upstream?: Upstream;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly more?: Partial<GatewayOptions>;
};

/** Starts a gateway that keeps whole answers, over an upstream whose answers count from 0, by the clock of the machine. */
export async function startAnswering({ answer = counted, upstream: given, config, more }: AnsweringOptions = {}) {
  const upstream = given ?? (await startUpstream(answer));
  const fileOf = (changes: Readonly<Record<string, unknown>> = {}) => ({
    accounts: [accountAt(upstream.url)],
    retry: { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] },
    cache: {},
    ...config,
    ...changes,
  });
  const gateway = await startTestGateway(fileOf(), null, undefined, more);
  return {
    upstream,
    gateway,
    ask: (parameters: Parameters, init?: AskInit) => askRaw(gateway.url, parameters, init),
    reload: (changes?: Readonly<Record<string, unknown>>) => gateway.reload(fileOf(changes)),
    /** How the answers so far were made. */
    async ways() {
      const text = await metricsOf(gateway);
      const of = (way: string) =>
        Number(new RegExp(`^gateway_answers_total\\{way="${way}"\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
      return { ready: of('ready'), shared: of('shared'), run: of('run') };
    },
  };
}
