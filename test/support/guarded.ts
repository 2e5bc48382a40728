import { BY_HEADERS, headersOf, type TestCaller } from './callers.ts';
import { ACCOUNT_ID, accountAt, type GraphQLAnswer, NOW, startTestGateway, type TestGateway } from './gateway.ts';
import { deflectionEvent, deflectionsAnswer } from './live-deflect-wire.ts';
import { type Answer, type SeenRequest, startUpstream, type Upstream } from './upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow, transactionRow, transactionsAnswer } from './wire.ts';

/** What the upstream holds of persons, none of which may be anywhere in an answer without `pii:read`. */
export const PLANTED = ['+12025550199', '2025550199', 'secret-digits', 'secret-consumer', 'Ada Secret'] as const;

const [PHONE, NATIONAL, DIGITS, CONSUMER, NAME] = PLANTED;
/** The number that consumers dial: the brand's own, and no secret. */
export const BRAND_NUMBER = '2025550142';

const FAILURE = { errorSource: 'outbound_twilio', errorCode: '21211', errorMessage: `${PHONE} is no valid number` };

/** A row with every field that a person can be known by. */
const PERSONAL_ROW = { consumerId: CONSUMER, ivrNumber: BRAND_NUMBER, handOffId: 'H1', ...FAILURE };

const PERSONAL_EVENT = deflectionEvent({
  callerEnteredDigits: DIGITS,
  callerInfo: JSON.stringify({ name: NAME }),
  customerPhoneNumber: NATIONAL,
  dialedPhoneNumber: BRAND_NUMBER,
  externalConsumerId: CONSUMER,
  eventType: 'sendtext',
  eventInfo: `Hi ${NAME}`,
});

const SENT = { name: `phones/${PHONE}/agentMessages/m1`, sendTime: '2026-03-15T11:59:00.000Z', to: NAME };

/** What each kind of upstream call is known by, and how it is answered; the first that fits. */
const ROUTES: readonly (readonly [kind: string, part: string, json: unknown])[] = [
  ['transactions', '/app/prmsg/transactions/', transactionsAnswer([transactionRow(PERSONAL_ROW)])],
  ['handoffs', '/app/prmsg/handoffs/', [handoffRow('H1')]],
  ['analytics', '/analytics/', analyticsAnswer([analyticsRow()])],
  ['report', '/campaigns/', { consumersReport: [{ id: 'r1', consumerId: CONSUMER, status: 'FAILED', ...FAILURE }] }],
  ['deflections', '/api/getLiveDeflectData', deflectionsAnswer([PERSONAL_EVENT])],
  [
    'alerts',
    '/api/proactiveReporting',
    [{ alertId: 'a1', status: 'SENT', time: '2026-03-10T10:00:00.000Z', phone: PHONE, name: NAME }],
  ],
  ['send', '/api/proactiveAlert', { success: true, response: SENT }],
];

/** LiveDeflect's answer to an alert that it did not send, which quotes the recipient's number. */
export const REFUSAL: Answer = { status: 400, json: { error: `Failed Compatibility Check for ${PHONE}` } };

/** What the accounts may send: the alert of `alertInput`. */
const SENDING = { skills: ['billing'], templates: [{ name: 'welcome', language: 'english', text: 'Welcome' }] };

/** A gateway of two accounts over an upstream that has one of everything. */
export type Guarded = {
  readonly gateway: TestGateway;
  readonly upstream: Upstream;
  /** The kinds of the upstream calls so far, in order. */
  kinds(): string[];
  ask(caller: TestCaller, query: string, variables?: Record<string, unknown>): Promise<GraphQLAnswer>;
};

/** The second account that the gateway serves. */
export const OTHER_ID = '87654321';

/** Starts it for the running test; `answer` takes precedence over what the upstream has, and `callers` of a configuration over believing the headers. */
export async function startGuarded(
  answer: (request: SeenRequest) => Answer | undefined = () => undefined,
  config: Record<string, unknown> = {},
): Promise<Guarded> {
  const route = ({ path }: SeenRequest) => ROUTES.find(([, part]) => path.includes(part));
  const upstream = await startUpstream((request) => answer(request) ?? { json: route(request)?.[2] });
  const accounts = [ACCOUNT_ID, OTHER_ID].map((accountId) => accountAt(upstream.url, { accountId, sending: SENDING }));
  const gateway = await startTestGateway({ accounts, ...config }, NOW, undefined, {
    ...(config.callers === undefined && { authenticator: BY_HEADERS }),
  });
  return {
    gateway,
    upstream,
    kinds: () => upstream.requests.map((request) => route(request)?.[0] ?? request.path),
    ask: (caller, query, variables) => gateway.query(query, variables, { headers: headersOf(caller) }),
  };
}
