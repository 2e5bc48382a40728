import type { Context } from '../request/context.ts';
import type { Analytics, ConsumerReport, MessageStatus } from '../upstream/outbound-reporting/types.ts';
import { type Account, accountLoaders } from './account.ts';
import { badUserInput } from './client-error.ts';
import type { Connection } from './connection.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';

/** A campaign, known by its id alone: the upstream has no operation that lists or shows campaigns. */
export type Campaign = { readonly accountId: string; readonly campaignId: string };

/** `Account.campaign`. No call. Throws when the id is empty, or holds half a surrogate pair, which no URL can. */
export function resolveCampaign({ accountId }: Account, { campaignId }: { readonly campaignId: string }): Campaign {
  if (campaignId.trim() === '') throw badUserInput('campaignId is empty; give the proactiveCampaignId of a campaign.');
  if (!campaignId.isWellFormed()) throw badUserInput('campaignId is not valid Unicode: it has an unpaired surrogate.');
  return { accountId, campaignId };
}

/** `Campaign.account`. No call. */
export function resolveCampaignAccount({ accountId }: Campaign): Account {
  return { accountId };
}

/** `Campaign.analytics`. Price: one call per campaign. */
export function resolveCampaignAnalytics(
  { accountId, campaignId }: Campaign,
  _args: object,
  context: Context,
): Promise<Analytics> {
  return accountLoaders(accountId, context).loadCampaignAnalytics(campaignId);
}

/** `Campaign.consumersReport`. Price: one call per campaign, whatever the filters and pages. */
export async function resolveConsumersReport(
  { accountId, campaignId }: Campaign,
  args: PageArguments & {
    readonly filter?: { readonly statuses?: readonly MessageStatus[] | null | undefined } | null | undefined;
  },
  context: Context,
): Promise<Connection<ConsumerReport>> {
  const statuses = [...new Set(args.filter?.statuses ?? [])].sort();
  const load = async () => {
    const { consumers, fetchedAt } = await accountLoaders(accountId, context).loadCampaignReport(campaignId);
    const items = consumers.filter(({ status }) => statuses.length === 0 || statuses.includes(status));
    return { items, fetchedAt };
  };
  const identity = ['consumersReport', accountId, campaignId, statuses];
  return listConnection({ load, nameOf: ({ reportId }) => reportId, identity }, args);
}
