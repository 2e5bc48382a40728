import { ACCOUNT_ID, accountAt, NOW, startTestGateway, type TestGateway } from './gateway.ts';
import { type Answer, type SeenRequest, startUpstream, type Upstream } from './upstream.ts';

/** A day within the retention of `NOW`, as a `TimeRangeInput`. */
export const MARCH_10 = '{ start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';

/** That day in the query string of a transactions request. */
export const MARCH_10_QUERY = 'attemptedStartTime=1773100800000&attemptedEndTime=1773187200000';

/** That day in the query string of an analytics request, whose end is counted, too. */
export const MARCH_10_ANALYTICS = 'attemptedStartTime=1773100800000&attemptedEndTime=1773187199999';

/** The start of every reporting and configuration path of the test's account. */
export const PRMSG = '/api/account/12345678/app/prmsg';

/** A gateway over an upstream, and its account to ask. */
export type Asked = {
  readonly upstream: Upstream;
  readonly gateway: TestGateway;
  /** Asks for fields of the account; `account` is what came, `codes` the codes of the errors. */
  // biome-ignore lint/suspicious/noExplicitAny: each test asserts the shape of its own answer.
  ask(selection: string): Promise<{ readonly account: any; readonly codes: readonly unknown[] }>;
};

/** An answer that is the same to every request. */
type FixedAnswer = Extract<Answer, { json: unknown } | { text: string }>;

/** What a test may want otherwise: more of the account's configuration, more of the file's, another clock. */
export type OverOptions = {
  readonly account?: Record<string, unknown>;
  readonly config?: Record<string, unknown>;
  readonly now?: number;
};

/** Starts both for the running test. `answer` is what every request gets, or says it per request. */
export async function over(
  answer: FixedAnswer | ((request: SeenRequest, index: number) => Answer | undefined),
  { account, config, now = NOW }: OverOptions = {},
): Promise<Asked> {
  const upstream = await startUpstream((request, index) =>
    typeof answer === 'function' ? answer(request, index) : answer,
  );
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, account)], ...config }, now);
  return {
    upstream,
    gateway,
    async ask(selection) {
      const { data, errors = [] } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`);
      return { account: data?.account, codes: errors.map(({ extensions }) => extensions.code) };
    },
  };
}

/** The fields of a transactions connection over one day; `more` are further arguments. */
export function transactions(selection: string, more = ''): string {
  return `transactions(attempted: ${MARCH_10}${more}) { ${selection} }`;
}

/** The fields of account analytics over one day; `more` are further arguments. */
export function analytics(selection: string, more = ''): string {
  return `analytics(attempted: ${MARCH_10}${more}) { ${selection} }`;
}

/** The fields of a campaign. */
export function campaign(selection: string, campaignId = 'campaign123'): string {
  return `campaign(campaignId: "${campaignId}") { ${selection} }`;
}

/** The fields of the deflections of one day. */
export function deflections(selection: string): string {
  return `deflections(during: ${MARCH_10}) { ${selection} }`;
}

/** The fields of the alerts of one day. */
export function proactiveAlerts(selection: string): string {
  return `proactiveAlerts(during: ${MARCH_10}) { ${selection} }`;
}
