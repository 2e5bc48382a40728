import type { Context } from '../context.ts';
import type { Deflection } from '../upstream/live-deflect/types.ts';
import type { Handoff } from '../upstream/outbound-configuration/types.ts';
import { OUTBOUND_APPS, type Transaction } from '../upstream/outbound-reporting/types.ts';
import { walkForward } from '../upstream/outbound-reporting/walk-transactions.ts';
import { type Account, accountLoaders, resolveAccount } from './account.ts';
import { type Campaign, resolveCampaign } from './campaign.ts';
import { badUserInput } from './client-error.ts';
import { decodeGlobalId } from './global-id.ts';

/** Everything that has a global id. */
export type Node = Account | Campaign | Transaction | Handoff | Deflection;

type Found = Node | null | Promise<Node | null>;

const DAY_MS = 24 * 60 * 60_000;

const FINDERS = new Map<string, (context: Context, ...parts: string[]) => Found>([
  ['Account', (context, accountId = '') => resolveAccount(null, { accountId }, context)],
  ['Campaign', findCampaign],
  ['Handoff', (context, accountId = '', handoffId = '') => accountLoaders(accountId, context).loadHandoff(handoffId)],
  ['Transaction', findTransaction],
  ['Deflection', findDeflection],
]);

/** `Query.node`. Null when it is gone. Price: none for accounts and campaigns, one call or list for the others. */
export async function resolveNode(
  _root: unknown,
  { id }: { readonly id: string },
  context: Context,
): Promise<Node | null> {
  const { type, parts } = decodeGlobalId(id);
  const find = FINDERS.get(type);
  if (find === undefined) throw badUserInput('id is of no type of this gateway; take one from the id field of a node.');
  return find(context, ...parts);
}

/** `Query.nodes`: each id is looked up, and fails, for itself. */
export function resolveNodes(
  _root: unknown,
  { ids }: { readonly ids: readonly string[] },
  context: Context,
): Promise<Node | null>[] {
  return ids.map((id) => resolveNode(null, { id }, context));
}

function findCampaign(context: Context, accountId = '', campaignId = ''): Campaign {
  return resolveCampaign(resolveAccount(null, { accountId }, context), { campaignId });
}

async function findTransaction(context: Context, accountId = '', appName = '', attempted = '', transactionId = '') {
  const app = OUTBOUND_APPS.find((name) => name === appName);
  const attemptedMs = Number(attempted);
  if (app === undefined || !/^\d{1,15}$/.test(attempted)) throw badUserInput('id is no id of a transaction.');
  const { loadTransactionsPage } = accountLoaders(accountId, context);
  // A millisecond on either side, because the upstream does not say whether its ends are inclusive.
  const window = { startMs: attemptedMs - 1, endMs: attemptedMs + 1 };
  const filter = { channels: [], skills: [] };
  const load = (_window: typeof window, offset: number) =>
    loadTransactionsPage({ app, window, offset, filter, statuses: [], transactionIds: [transactionId] });
  for await (const { transactions } of walkForward(load, [window], null)) {
    const found = transactions.find((transaction) => transaction.transactionId === transactionId);
    if (found !== undefined) return found;
  }
  return null;
}

async function findDeflection(context: Context, accountId = '', beganAt = '', callId = ''): Promise<Deflection | null> {
  const beganMs = Date.parse(beganAt);
  if (Number.isNaN(beganMs)) return null;
  const during = { startMs: beganMs - 1, endMs: beganMs + DAY_MS };
  const { items } = await accountLoaders(accountId, context).loadDeflections({ during });
  return items.find((deflection) => deflection.callId === callId) ?? null;
}
