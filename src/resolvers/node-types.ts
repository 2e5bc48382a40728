import type { Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';
import type { Deflection } from '../upstream/live-deflect/types.ts';
import type { Handoff } from '../upstream/outbound-configuration/types.ts';
import { OUTBOUND_APPS, type Transaction } from '../upstream/outbound-reporting/types.ts';
import { instantOf, object } from '../upstream/wire-values.ts';
import { type Account, accountLoaders } from './account.ts';
import { type Campaign, resolveCampaign } from './campaign.ts';
import { badUserInput, type ClientError } from './client-error.ts';

/** A type of node: what its id is made of, and how it is found again. */
export type NodeType<T> = {
  /** The scope that a node takes; null for one that holds nothing but its id. */
  readonly scope: Scope | null;
  /** What names a node, beginning with its account's id. */
  idParts(node: T): readonly string[];
  /** How many these are. */
  readonly partCount: number;
  /** The node; null when it is gone. The account was looked up already. Throws when the parts are not an id's. */
  find(context: Context, accountId: string, ...parts: string[]): T | null | Promise<T | null>;
  /** Another key by which Apollo Federation may name a node, in its words, and the id's parts that it stands for. */
  readonly key?: {
    readonly fields: string;
    idParts(fields: Readonly<Record<string, unknown>>): readonly unknown[];
  };
};

const DAY_MS = 24 * 60 * 60_000;

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

/** With the instant of the attempt, in epoch milliseconds, one narrow window finds a transaction again. */
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

/** With the beginning of the call, or its first event, one day finds a deflection again. */
const DEFLECTION: NodeType<Deflection> = {
  scope: 'deflections:read',
  idParts: ({ accountId, callId, beganAt, events }) => [accountId, beganAt ?? events[0]?.time ?? '', callId],
  partCount: 3,
  async find(context, accountId, beganAt = '', callId = '') {
    const { loadDeflections } = accountLoaders(accountId, context);
    // A call none of whose events has a time has none in its id, and no range finds it again.
    if (beganAt === '') return null;
    const beganMs = Date.parse(beganAt);
    if (instantOf(beganMs) !== beganAt) throw notAnIdOf('Deflection');
    const during = { startMs: beganMs - 1, endMs: beganMs + DAY_MS };
    const { items } = await loadDeflections({ during });
    return items.find((deflection) => deflection.callId === callId) ?? null;
  },
};

/** Every type that has a global id, by its name in the schema. */
export const NODE_TYPES = {
  Account: ACCOUNT,
  Campaign: CAMPAIGN,
  Handoff: HANDOFF,
  Transaction: TRANSACTION,
  Deflection: DEFLECTION,
} as const;

/** The name of a type that has a global id. */
export type NodeTypeName = keyof typeof NODE_TYPES;

/** A node of that type. */
export type NodeOf<N extends NodeTypeName> = (typeof NODE_TYPES)[N] extends NodeType<infer T> ? T : never;

/** Everything that has a global id. */
export type Node = NodeOf<NodeTypeName>;

/** An id that names a type, and nothing of that type. */
export function notAnIdOf(type: string): ClientError {
  return badUserInput(`id is not the id of a ${type}. Take it from the id field of a node.`);
}
