import type { Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';
import type { Deflection } from '../upstream/live-deflect/types.ts';
import type { Handoff } from '../upstream/outbound-configuration/types.ts';
import { OUTBOUND_APPS, type Transaction } from '../upstream/outbound-reporting/types.ts';
import { instantOf } from '../upstream/wire-values.ts';
import { type Account, accountLoaders, resolveAccount } from './account.ts';
import { type Campaign, resolveCampaign } from './campaign.ts';
import { badUserInput, type ClientError, forbidden } from './client-error.ts';
import { eachForItself } from './each-for-itself.ts';
import { decodeGlobalId } from './global-id.ts';

/** Everything that has a global id. */
export type Node = Account | Campaign | Transaction | Handoff | Deflection;

type Found = Node | null | Promise<Node | null>;

const DAY_MS = 24 * 60 * 60_000;

/** How a type is found from the parts of its id, how many those are, and the scope that it takes: null for none. */
type Finder = {
  readonly parts: number;
  readonly scope: Scope | null;
  /** The first part is the account's, which was looked up. */
  find(context: Context, accountId: string, ...parts: string[]): Found;
};

const FINDERS = new Map<string, Finder>([
  ['Account', { parts: 1, scope: null, find: (_context, accountId) => ({ accountId }) }],
  ['Campaign', { parts: 2, scope: null, find: findCampaign }],
  ['Handoff', { parts: 2, scope: 'configuration:read', find: findHandoff }],
  ['Transaction', { parts: 4, scope: 'transactions:read', find: findTransaction }],
  ['Deflection', { parts: 3, scope: 'deflections:read', find: findDeflection }],
]);

/** The scope that a node of each type takes; null for those that hold nothing but their ids. */
export const NODE_SCOPES: ReadonlyMap<string, Scope | null> = new Map(
  [...FINDERS].map(([type, { scope }]) => [type, scope]),
);

/**
 * `Query.node`. Null when it is gone. Throws when the id is none of this gateway's, is of an account that it does not
 * serve (the scope is not looked at then), or of a type whose scope the caller lacks. Price: none for accounts and
 * campaigns, one call or list for the others.
 */
export async function resolveNode(
  _root: unknown,
  { id }: { readonly id: string },
  context: Context,
): Promise<Node | null> {
  const { type, parts } = decodeGlobalId(id);
  const finder = FINDERS.get(type);
  if (finder === undefined)
    throw badUserInput('id is of no type of this gateway; take one from the id field of a node.');
  const [accountId = '', ...others] = parts;
  if (parts.length !== finder.parts) throw noIdOf(type);
  resolveAccount(null, { accountId }, context);
  if (finder.scope !== null && !context.caller.scopes.has(finder.scope)) throw forbidden(finder.scope);
  return finder.find(context, accountId, ...others);
}

/** `Query.nodes`: each id is looked up, and fails, for itself. */
export function resolveNodes(
  _root: unknown,
  { ids }: { readonly ids: readonly string[] },
  context: Context,
): Promise<readonly (Node | null)[]> {
  return eachForItself(ids, (id) => resolveNode(null, { id }, context));
}

function findCampaign(_context: Context, accountId: string, campaignId = ''): Campaign {
  return resolveCampaign({ accountId }, { campaignId });
}

function findHandoff(context: Context, accountId: string, handoffId = ''): Promise<Handoff | null> {
  return accountLoaders(accountId, context).loadHandoff(handoffId);
}

function findTransaction(context: Context, accountId: string, appName = '', attempted = '', transactionId = '') {
  const app = OUTBOUND_APPS.find((name) => name === appName);
  if (app === undefined || !/^(0|[1-9]\d{0,14})$/.test(attempted)) throw noIdOf('Transaction');
  return accountLoaders(accountId, context).loadTransaction({ app, attemptedMs: Number(attempted), transactionId });
}

async function findDeflection(
  context: Context,
  accountId: string,
  beganAt = '',
  callId = '',
): Promise<Deflection | null> {
  const { loadDeflections } = accountLoaders(accountId, context);
  // A call of which no event told a time has none in its id, and no range finds it again.
  if (beganAt === '') return null;
  const beganMs = Date.parse(beganAt);
  if (instantOf(beganMs) !== beganAt) throw noIdOf('Deflection');
  const during = { startMs: beganMs - 1, endMs: beganMs + DAY_MS };
  const { items } = await loadDeflections({ during });
  return items.find((deflection) => deflection.callId === callId) ?? null;
}

function noIdOf(type: string): ClientError {
  return badUserInput(`id is no id of a node of type ${type}; take one from the id field of a node.`);
}
