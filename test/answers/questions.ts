import { MARCH_10 } from '../support/ask.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { globalId } from '../support/node-wire.ts';

/** The second account. */
export const OTHER_ID = '87654321';

/** The parameters of a GraphQL request. */
export type Parameters = Readonly<Record<string, unknown>>;

const id = ACCOUNT_ID;
const ON_ACCOUNT = (fields: string, more = '') =>
  `query ($id: String!${more}) { account(accountId: $id) { ${fields} } }`;

const TOTALS = ON_ACCOUNT(`analytics(attempted: ${MARCH_10}) { fetchedAt totals { attempted sent } }`);
/** The same upstream call in other words. */
const BREAKDOWN = ON_ACCOUNT(
  `a: analytics(attempted: ${MARCH_10}) { ...Parts } b: analytics(attempted: ${MARCH_10}) { fetchedAt }`,
).concat(' fragment Parts on Analytics { breakdown(by: [SKILL]) { skill funnel { attempted } } }');
const PAGE = ON_ACCOUNT(
  `transactions(attempted: ${MARCH_10}, first: $first) { nodes { transactionId skill consumerId }
    pageInfo { hasNextPage endCursor } }`,
  ', $first: Int = 2',
);
const JOINED = ON_ACCOUNT(
  `transactions(attempted: ${MARCH_10}, first: 4) { fetchedAt nodes { skill campaign { analytics { totals { read } } }
    handoff { name } } }`,
);
const HANDOFFS = ON_ACCOUNT(
  'handoffs { nodes { name channels @include(if: $all) { channel outboundNumber messageComponents { content } } } }',
  ', $all: Boolean!',
);
const CAMPAIGN = ON_ACCOUNT(
  'campaign(campaignId: "c1") { analytics { fetchedAt breakdown(by: [SKILL]) { skill } } consumersReport { nodes { consumerId } } }',
);
const DEFLECTIONS = ON_ACCOUNT(
  `deflections(during: ${MARCH_10}) { nodes { callId skill callerEnteredDigits customerPhone { number } } }`,
);
const RECORDS = ON_ACCOUNT(`proactiveAlerts(during: ${MARCH_10}) { nodes { __typename } }`);
/** Its range begins where the retention does, which moves on at midnight. */
const OLDEST = ON_ACCOUNT(
  'analytics(attempted: { start: "2025-02-15T00:00:00Z", end: "2025-02-16T00:00:00Z" }) { totals { attempted } }',
);
/** Its range has not ended. */
const TODAY = `{ start: "2026-03-15T00:00:00Z", end: "2026-03-17T00:00:00Z" }`;
const RECENT = ON_ACCOUNT(`analytics(attempted: ${TODAY}) { fetchedAt breakdown(by: [SKILL]) { skill } }`);
const RECENT_PAGE = ON_ACCOUNT(`transactions(attempted: ${TODAY}, last: 2) { fetchedAt nodes { skill } }`);
const TWO = `query One { accounts { accountId handoffs(first: 1) { nodes { name } } } }
  query Two { accounts { accountId analytics(attempted: ${MARCH_10}) { totals { read } } } }`;
const NODES =
  'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Handoff { name } ... on Transaction { skill consumerId } } }';
const SCHEMA = '{ __schema { queryType { name } } }';
const MIXED = `{ account(accountId: "${id}") { handoffs(first: 1) { nodes { name } } } __type(name: "Query") { name } }`;
const SEND = `mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename
  ... on ProactiveAlertSent { messageName replayed } ... on ProactiveAlertRefused { reason replayed }
  ... on ProactiveAlertOutcomeUnknown { reason replayed } } }`;

const alert = (more: Record<string, unknown>) => ({
  input: {
    accountId: id,
    skill: 'billing',
    recipient: { countryCode: '1', phoneNumber: '2025550100' },
    template: { name: 'welcome', language: 'english', variables: { '@Time': 1 } },
    ...more,
  },
});

const ids = (...parts: readonly (readonly string[])[]) => ({ ids: parts.map((each) => globalId(...each)) });
const HANDOFF_NODE = ['Handoff', id, 'H1'];
const TRANSACTION_NODE = ['Transaction', id, '2026-03-10T10:00:01.000Z', 't1'];

/** The documents that a configuration may trust. */
export const TRUSTED: readonly string[] = [TOTALS, BREAKDOWN, PAGE, TWO, SEND];

/** What callers ask, by name. Those that begin alike differ in little. */
export const QUESTIONS = {
  totals: { query: TOTALS, variables: { id } },
  totalsOfOther: { query: TOTALS, variables: { id: OTHER_ID } },
  totalsOfNone: { query: TOTALS, variables: { id: '1' } },
  breakdown: { query: BREAKDOWN, variables: { id } },
  page: { query: PAGE, variables: { id } },
  pageOfNull: { query: PAGE, variables: { id, first: null } },
  pageOfOne: { query: PAGE, variables: { id, first: 1 } },
  pageOfText: { query: PAGE, variables: { id, first: '1' } },
  pageAndMore: { query: PAGE, variables: { first: 12, id, unknown: 1 } },
  joined: { query: JOINED, variables: { id } },
  handoffs: { query: HANDOFFS, variables: { id, all: true } },
  handoffNames: { query: HANDOFFS, variables: { id, all: false } },
  handoffsOfOther: { query: HANDOFFS, variables: { id: OTHER_ID, all: true } },
  campaign: { query: CAMPAIGN, variables: { id } },
  deflections: { query: DEFLECTIONS, variables: { id } },
  records: { query: RECORDS, variables: { id } },
  oldest: { query: OLDEST, variables: { id } },
  recent: { query: RECENT, variables: { id } },
  recentPage: { query: RECENT_PAGE, variables: { id } },
  one: { query: TWO, operationName: 'One' },
  two: { query: TWO, operationName: 'Two' },
  three: { query: TWO, operationName: 'Three' },
  neither: { query: TWO },
  nodes: { query: NODES, variables: ids(HANDOFF_NODE, TRANSACTION_NODE) },
  nodesAndOthers: {
    query: NODES,
    variables: ids(TRANSACTION_NODE, ['Account', OTHER_ID], ['Handoff', OTHER_ID, 'H9']),
  },
  schema: { query: SCHEMA },
  mixed: { query: MIXED },
  typename: { query: '{ __typename }' },
  send: { query: SEND, variables: alert({}) },
  sendOnce: { query: SEND, variables: alert({ idempotencyKey: 'key-1' }) },
  sendOther: { query: SEND, variables: alert({ idempotencyKey: 'key-1', skill: 'sales' }) },
  unknownField: { query: '{ acount { accountId } }' },
  noSyntax: { query: '{ accounts {' },
  nothing: {},
} satisfies Record<string, Parameters>;

export type QuestionName = keyof typeof QUESTIONS;
