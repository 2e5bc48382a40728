import type { Scope } from '../../src/callers/scope.ts';
import { analytics, campaign, deflections, MARCH_10, proactiveAlerts, transactions } from './ask.ts';

/** A field below an account that takes a scope. All of them can be asked for in one selection. */
export type GuardedField = {
  readonly coordinate: string;
  readonly scope: Scope;
  /** Scopes that the way to the field takes. */
  readonly way: readonly Scope[];
  /** What is asked of the account. */
  readonly selection: string;
  /** Where the account has the field. */
  readonly path: readonly (string | number)[];
  /** The kind of upstream call that it makes; null if it makes none. */
  readonly kind: string | null;
};

type Row = readonly [
  coordinate: string,
  scope: Scope,
  way: readonly Scope[],
  selection: string,
  path: readonly (string | number)[],
  kind: string | null,
];

const READ = 'transactions:read';
const NODE = ['transactions', 'nodes', 0];

const ROWS: readonly Row[] = [
  ['Account.analytics', 'analytics:read', [], analytics('totals { attempted }'), ['analytics'], 'analytics'],
  ['Account.campaigns', READ, [], campaigns('nodes { campaignId }'), ['campaigns'], 'transactions'],
  ['Account.transactionSummary', READ, [], summary('totals { attempted }'), ['transactionSummary'], 'transactions'],
  ['Account.transactions', READ, [], transactions('nodes { transactionId }'), ['transactions'], 'transactions'],
  ['Account.handoffs', 'configuration:read', [], 'handoffs { nodes { handoffId } }', ['handoffs'], 'handoffs'],
  [
    'Account.handoffChannels',
    'configuration:read',
    [],
    'handoffChannels(channel: SMS) { nodes { language } }',
    ['handoffChannels'],
    'handoffs',
  ],
  ['Account.handoff', 'configuration:read', [], 'handoff(handoffId: "H1") { name }', ['handoff'], 'handoffs'],
  ['Account.deflections', 'deflections:read', [], deflections('nodes { callId }'), ['deflections'], 'deflections'],
  [
    'Account.proactiveAlerts',
    'deflections:read',
    [],
    proactiveAlerts('nodes { alertId }'),
    ['proactiveAlerts'],
    'alerts',
  ],
  ['Account.alertSkills', 'alerts:send', [], 'alertSkills', ['alertSkills'], null],
  ['Account.alertTemplates', 'alerts:send', [], 'alertTemplates { name }', ['alertTemplates'], null],
  [
    'Campaign.analytics',
    'analytics:read',
    [],
    campaign('analytics { totals { attempted } }'),
    ['campaign', 'analytics'],
    'analytics',
  ],
  [
    'Campaign.consumersReport',
    READ,
    [],
    campaign('consumersReport { nodes { reportId } }'),
    ['campaign', 'consumersReport'],
    'report',
  ],
  [
    'Campaign.transactions',
    READ,
    [],
    campaign(transactions('nodes { transactionId }')),
    ['campaign', 'transactions'],
    'transactions',
  ],
  [
    'Transaction.handoff',
    'configuration:read',
    [READ],
    transactions('nodes { handoff { name } }'),
    [...NODE, 'handoff'],
    'handoffs',
  ],
  [
    'TransactionGroup.handoff',
    'configuration:read',
    [READ],
    summary('groups { handoff { name } }'),
    ['transactionSummary', 'groups', 0, 'handoff'],
    'handoffs',
  ],
  [
    'CampaignEdge.name',
    'configuration:read',
    [READ],
    campaigns('edges { name }'),
    ['campaigns', 'edges', 0, 'name'],
    'handoffs',
  ],
  [
    'TransactionConnection.attemptedCount',
    'analytics:read',
    [READ],
    transactions('attemptedCount'),
    ['transactions', 'attemptedCount'],
    'analytics',
  ],
];

/** Every one of them. */
export const GUARDED_FIELDS: readonly GuardedField[] = ROWS.map(([coordinate, scope, way, selection, path, kind]) => ({
  coordinate,
  scope,
  way,
  selection,
  path,
  kind,
}));

/** What an answer has at a place; undefined where the way there is null. */
export function at(answer: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null)?.[key], answer);
}

function campaigns(selection: string): string {
  return transactions(selection).replace('transactions', 'campaigns');
}

function summary(selection: string): string {
  return `transactionSummary(attempted: ${MARCH_10}, by: [HANDOFF]) { ${selection} }`;
}
