import type { GatewayOptions } from '../../src/server/gateway.ts';
import { ACCOUNT_ID, accountAt, startTestGateway, type TestGateway } from './gateway.ts';
import { type StoredTransaction, startTransactionsUpstream, type TransactionsStore } from './transactions-upstream.ts';
import type { Answer, SeenRequest, Upstream } from './upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const START_MS = Date.parse('2026-03-01T00:00:00.000Z');

/** What a test may want otherwise. */
export type ExportingOptions = {
  readonly days?: number;
  readonly perDay?: number;
  readonly row?: (index: number) => Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly account?: Readonly<Record<string, unknown>>;
  readonly more?: Partial<GatewayOptions>;
  readonly other?: (request: SeenRequest) => Answer | undefined;
};

/** A gateway over transactions of some days from 1 March 2026 on, and a client that exports them. */
export type Exporting = {
  readonly upstream: Upstream;
  readonly store: TransactionsStore;
  readonly gateway: TestGateway;
  /** The ids of all transactions, in order. */
  readonly ids: readonly string[];
  /** Posts to the export's address; the body has this query unless it says otherwise. */
  post(body?: Readonly<Record<string, unknown>>, init?: RequestInit): Promise<Response>;
  /** The lines of a whole NDJSON export. */
  lines(body?: Readonly<Record<string, unknown>>, init?: RequestInit): Promise<readonly Line[]>;
};

// biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape of its own lines.
export type Line = Readonly<Record<string, any>>;

/** The range of `days` days of an export's transactions, as a literal. */
function rangeOf(days: number): string {
  const end = new Date(START_MS + days * DAY_MS).toISOString();
  return `{ start: "${new Date(START_MS).toISOString()}", end: "${end}" }`;
}

/** A query that selects items of the transactions of `days` days. */
export function exportQuery(selection = 'nodes { transactionId }', days = 2): string {
  return `query Export { account(accountId: "${ACCOUNT_ID}") { transactions(attempted: ${rangeOf(days)}) { ${selection} } } }`;
}

/** Starts both for the running test: by default 2 days of 700 transactions each, in pages of 100. */
export async function startExporting(options: ExportingOptions = {}): Promise<Exporting> {
  const { days = 2, perDay = 700, row = () => ({}), other, more, account } = options;
  const transactions = Array.from({ length: days * perDay }, (_, index): StoredTransaction => {
    const attemptedMs = START_MS + Math.floor((index * DAY_MS) / perDay);
    return { transactionId: `t${String(index).padStart(6, '0')}`, attemptedMs, row: row(index) };
  });
  const store: TransactionsStore = { transactions };
  const upstream = await startTransactionsUpstream(store, other);
  const config = { accounts: [accountAt(upstream.url, account)], cache: {}, ...options.config };
  const gateway = await startTestGateway(config, undefined, undefined, more);
  const post: Exporting['post'] = (body = {}, init = {}) =>
    fetch(`${gateway.url}/export`, {
      method: 'POST',
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
      body: JSON.stringify({ query: exportQuery(undefined, days), ...body }),
    });
  return {
    upstream,
    store,
    gateway,
    ids: transactions.map(({ transactionId }) => transactionId),
    post,
    lines: async (body, init) => linesOf(await (await post(body, init)).text()),
  };
}

/** The lines of an NDJSON text. */
export function linesOf(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The ids of the nodes in lines. */
export function idsIn(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(({ node }) => node?.transactionId ?? []);
}
