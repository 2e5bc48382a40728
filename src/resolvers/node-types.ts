import type { Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';
import type { Deflection, ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import type { Handoff } from '../upstream/outbound-configuration/types.ts';
import { type ConsumerReport, OUTBOUND_APPS, type Transaction } from '../upstream/outbound-reporting/types.ts';
import { instantOf, object } from '../upstream/wire-values.ts';
import { type Account, accountLoaders } from './account.ts';
import { type AskedAnalytics, loadAnalytics, parseQuestion, questionText } from './analytics-question.ts';
import { type Campaign, resolveCampaign } from './campaign.ts';
import { badUserInput, type ClientError } from './client-error.ts';
import { DAY_MS } from './time-range.ts';

/** A type of node: the parts of its id, and how to find it again. */
export type NodeType<T> = {
  /** The scope that a node requires. Null if it holds nothing but its id. */
  readonly scope: Scope | null;
  /** The parts that identify a node. The first is the id of its account. */
  idParts(node: T): readonly string[];
  /** The number of parts. */
  readonly partCount: number;
  /** The node. Null if it no longer exists. The account is already checked. Throws if the parts are invalid. */
  find(context: Context, accountId: string, ...parts: string[]): T | null | Promise<T | null>;
  /** Another key of the node for Apollo Federation, and the parts of the id that it stands for. */
  readonly key?: {
    readonly fields: string;
    idParts(fields: Readonly<Record<string, unknown>>): readonly unknown[];
  };
};

const ACCOUNT: NodeType<Account> = {
  scope: null,
  idParts: ({ accountId }) => [accountId],
  partCount: 1,
  find: (_context, accountId) => ({ accountId }),
  key: { fields: 'accountId', idParts: ({ accountId }) => [accountId] },
};

const CAMPAIGN: NodeType<Campaign> = {
  scope: null,
  idParts: ({ accountId, campaignId }) => [accountId, campaignId],
  partCount: 2,
  find: (_context, accountId, campaignId = '') => resolveCampaign({ accountId }, { campaignId }),
  key: {
    fields: 'account { accountId } campaignId',
    idParts: ({ account, campaignId }) => [object(account)?.accountId, campaignId],
  },
};

const HANDOFF: NodeType<Handoff> = {
  scope: 'configuration:read',
  idParts: ({ accountId, handoffId }) => [accountId, handoffId],
  partCount: 2,
  find: (context, accountId, handoffId = '') => accountLoaders(accountId, context).loadHandoff(handoffId),
};

/**
 * The id has the instant of the attempt, in epoch milliseconds, so that one narrow window finds the transaction again.
 */
const TRANSACTION: NodeType<Transaction> = {
  scope: 'transactions:read',
  idParts: ({ accountId, app, attemptedTime, transactionId }) => [
    accountId,
    app,
    String(Date.parse(attemptedTime)),
    transactionId,
  ],
  partCount: 4,
  find(context, accountId, appName = '', attempted = '', transactionId = '') {
    const app = OUTBOUND_APPS.find((name) => name === appName);
    if (app === undefined || !/^(0|[1-9]\d{0,14})$/.test(attempted)) throw notAnIdOf('Transaction');
    return accountLoaders(accountId, context).loadTransaction({ app, attemptedMs: Number(attempted), transactionId });
  },
};

const CONSUMER_REPORT: NodeType<ConsumerReport> = {
  scope: 'transactions:read',
  idParts: ({ accountId, campaignId, reportId }) => [accountId, campaignId, reportId],
  partCount: 3,
  find(context, accountId, campaign = '', reportId = '') {
    const { campaignId } = resolveCampaign({ accountId }, { campaignId: campaign });
    return accountLoaders(accountId, context).loadConsumerReport(campaignId, reportId);
  },
};

/** The id has the start of the call, or its first event, so that one day finds the deflection again. */
const DEFLECTION: NodeType<Deflection> = {
  scope: 'deflections:read',
  idParts: ({ accountId, callId, beganAt, events }) => [accountId, beganAt ?? events[0]?.time ?? '', callId],
  partCount: 3,
  async find(context, accountId, beganAt = '', callId = '') {
    const { loadDeflections } = accountLoaders(accountId, context);
    // If no event of a call has a time, neither has its id, and no range finds the call again.
    if (beganAt === '') return null;
    const beganMs = Date.parse(beganAt);
    if (instantOf(beganMs) !== beganAt) throw notAnIdOf('Deflection');
    const during = { startMs: beganMs - 1, endMs: beganMs + DAY_MS };
    const { items } = await loadDeflections({ during });
    return items.find((deflection) => deflection.callId === callId) ?? null;
  },
};

/** The id has the time of the alert, so that one day finds it again; without a time, no range is known to have it. */
const PROACTIVE_ALERT_RECORD: NodeType<ProactiveAlertRecord> = {
  scope: 'deflections:read',
  idParts: ({ accountId, identity }) => [accountId, ...identity],
  partCount: 4,
  async find(context, accountId, ...identity) {
    const [when = ''] = identity;
    const { loadProactiveAlerts } = accountLoaders(accountId, context);
    if (/^\d+-\d+$/.test(when)) return null;
    const sentMs = Date.parse(when);
    if (instantOf(sentMs) !== when) throw notAnIdOf('ProactiveAlertRecord');
    const midnight = Math.floor(sentMs / DAY_MS) * DAY_MS;
    // All ids of one day share its report. A millisecond more, because no document says whether the ends are inclusive.
    const { items } = await loadProactiveAlerts({ during: { startMs: midnight - 1, endMs: midnight + DAY_MS } });
    return items?.find((alert) => alert.identity.every((part, index) => part === identity[index])) ?? null;
  },
};

/** The id has the whole question, also its filter. */
const ANALYTICS: NodeType<AskedAnalytics> = {
  scope: 'analytics:read',
  idParts: ({ question }) => [question.accountId, questionText(question)],
  partCount: 2,
  find(context, accountId, text = '') {
    const question = parseQuestion(accountId, text, context);
    if (question === null) throw notAnIdOf('Analytics');
    return loadAnalytics(question, context);
  },
};

/** Every type that has a global id, by its name in the schema. */
export const NODE_TYPES = {
  Account: ACCOUNT,
  Campaign: CAMPAIGN,
  Handoff: HANDOFF,
  Transaction: TRANSACTION,
  ConsumerReport: CONSUMER_REPORT,
  Deflection: DEFLECTION,
  ProactiveAlertRecord: PROACTIVE_ALERT_RECORD,
  Analytics: ANALYTICS,
} as const;

/** The name of a type that has a global id. */
export type NodeTypeName = keyof typeof NODE_TYPES;

/** A node of that type. */
export type NodeOf<N extends NodeTypeName> = (typeof NODE_TYPES)[N] extends NodeType<infer T> ? T : never;

/** Everything that has a global id. */
export type Node = NodeOf<NodeTypeName>;

/** The error for an id that names a type but is not an id of that type. */
export function notAnIdOf(type: string): ClientError {
  return badUserInput(`id is not an id of the type ${type}. Take it from the id field of a node.`);
}
