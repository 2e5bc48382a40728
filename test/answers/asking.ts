import { type Agent, request } from 'node:http';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { sha1, sha256 } from '../support/manifest.ts';
import type { Parameters } from './questions.ts';

/** A request before it is written. */
type Draft = {
  readonly method: string;
  readonly parameters: Parameters;
  readonly headers: Readonly<Record<string, string>>;
  readonly write: (parameters: Parameters) => string;
};

/** A request as a client sends it. */
export type Asked = Pick<Draft, 'method' | 'headers' | 'parameters'> & {
  readonly search: string;
  readonly body: string | null;
};

/** An answer as a client reads it. */
export type Got = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

type Twist = (draft: Draft) => Draft;

const header =
  (name: string, value: string): Twist =>
  (draft) => ({ ...draft, headers: { ...draft.headers, [name]: value } });
const without =
  (name: string): Twist =>
  ({ headers: { [name]: _, ...headers }, ...draft }) => ({ ...draft, headers });
const method =
  (name: string): Twist =>
  (draft) => ({ ...draft, method: name });
const parameters =
  (change: (parameters: Parameters) => Parameters): Twist =>
  (draft) => ({
    ...draft,
    parameters: change(draft.parameters),
  });
const written =
  (write: (parameters: Parameters) => string): Twist =>
  (draft) => ({ ...draft, write });

const textOf = ({ query }: Parameters) => String(query);
const reversed = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, part]) => [name, reversed(part)]),
      )
    : value;

/** What a client may do otherwise than most, by name. */
export const TWISTS = {
  get: method('GET'),
  head: method('HEAD'),
  put: method('PUT'),
  acceptJson: header('accept', 'application/json'),
  acceptResponse: header('accept', 'application/graphql-response+json'),
  acceptBoth: header('accept', 'application/json;q=0.5, application/graphql-response+json'),
  acceptAny: header('accept', '*/*'),
  acceptHtml: header('accept', 'text/html'),
  gzip: header('accept-encoding', 'gzip'),
  br: header('accept-encoding', 'br, gzip;q=0.5'),
  zstd: header('accept-encoding', 'zstd'),
  noPacking: header('accept-encoding', 'gzip;q=0, identity'),
  anyPacking: header('accept-encoding', '*'),
  noIdentity: header('accept-encoding', 'identity;q=0'),
  fresh: header('x-fresh-read', '1'),
  noCache: header('cache-control', 'No-Cache, max-age=0'),
  maxAge: header('cache-control', 'max-age=0'),
  cost: header('x-operation-cost', 'include'),
  noCost: header('x-operation-cost', 'omit'),
  timeout: header('x-request-timeout-ms', '20000'),
  noTimeout: header('x-request-timeout-ms', '0'),
  ownPage: header('origin', 'https://app.example.com'),
  otherPage: header('origin', 'https://other.example.com'),
  sameETag: header('if-none-match', 'last'),
  otherETags: header('if-none-match', 'W/"x", "y"'),
  anyETag: header('if-none-match', '*'),
  text: header('content-type', 'text/plain'),
  charset: header('content-type', 'application/json; charset=utf-8'),
  noType: without('content-type'),
  packedBody: header('content-encoding', 'gzip'),
  requestId: header('x-request-id', 'of-the-client'),
  trace: header('traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'),
  cookie: header('cookie', 'a=b'),
  preflighted: header('apollo-require-preflight', 'yes'),
  otherHost: header('host', 'evil.example.com'),
  noToken: without('authorization'),
  otherAccount: header('x-liveperson-account-id', '87654321'),
  chunked: header('transfer-encoding', 'chunked'),
  spaced: written((each) => ` \n${JSON.stringify(each, null, 2)}\t`),
  reversed: parameters((each) => reversed(each) as Parameters),
  more: parameters((each) => ({ more: 1, ...each })),
  twice: written((each) => JSON.stringify(each).replace('{', '{"query":"{ __typename }",')),
  cut: written((each) => JSON.stringify(each).slice(0, -1)),
  list: written((each) => JSON.stringify([each])),
  comment: parameters((each) => ({ ...each, query: `${textOf(each)} # said otherwise` })),
  nullName: parameters((each) => ({ ...each, operationName: null })),
  otherName: parameters((each) => ({ ...each, operationName: 'One' })),
  noVariables: parameters(({ variables: _, ...each }) => each),
  nullVariables: parameters((each) => ({ ...each, variables: null })),
  listVariables: parameters((each) => ({ ...each, variables: [] })),
  wide: written((each) => JSON.stringify(each).replace(/"first":(\d+)/, '"first":$1.0')),
  byId: parameters(({ query, ...each }) => ({ ...each, documentId: sha1(String(query)) })),
  byHash: parameters(({ query, ...each }) => ({ ...each, documentId: `sha256:${sha256(String(query))}` })),
  byBoth: parameters((each) => ({ ...each, documentId: sha1(textOf(each)) })),
  byWrongId: parameters((each) => ({ ...each, documentId: sha1('{ accounts { accountId } }') })),
  byApollo: parameters(({ query, ...each }) => ({
    ...each,
    extensions: { persistedQuery: { version: 1, sha256Hash: sha256(String(query)) } },
  })),
} satisfies Record<string, Twist>;

export type TwistName = keyof typeof TWISTS;

/** A request of a caller, twisted. */
export function askedOf(question: Parameters, caller: Record<string, string>, twists: readonly TwistName[]): Asked {
  const plain: Draft = {
    method: 'POST',
    parameters: question,
    headers: { 'content-type': 'application/json', ...caller },
    write: JSON.stringify,
  };
  const draft = twists.reduce((so, name) => TWISTS[name](so), plain);
  if (draft.method === 'POST' || draft.method === 'PUT')
    return { ...draft, search: '', body: draft.write(draft.parameters) };
  const values = Object.entries(draft.parameters).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    values.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
  return { ...draft, search: `?${search}`, body: null };
}

const UNPACK: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/** Sends a request, and reads its answer, unpacked. */
export async function send(url: string, { method, headers, search, body }: Asked, agent: Agent): Promise<Got> {
  const { promise, resolve, reject } = Promise.withResolvers<Got>();
  const length: Record<string, string> =
    body === null || 'transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const outgoing = request(
    `${url}${search}`,
    { method, agent, headers: { ...headers, ...length } },
    async (response) => {
      try {
        const bytes = Buffer.concat(await response.toArray());
        const unpack = UNPACK[response.headers['content-encoding'] ?? ''];
        const all = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(all),
          body: (bytes.length > 0 ? (unpack?.(bytes) ?? bytes) : bytes).toString(),
        });
      } catch (error) {
        reject(error);
      }
    },
  );
  outgoing.on('error', reject).end(body ?? undefined);
  return promise;
}
