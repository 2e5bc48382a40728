import type { Context } from '../request/context.ts';
import type { MessageStatus } from '../upstream/outbound-reporting/message-status.ts';
import type { ConsumerReport } from '../upstream/outbound-reporting/types.ts';
import { type Account, accountLoaders } from './account.ts';
import { badUserInput } from './client-error.ts';
import type { Connection } from './connection.ts';
import { filterValues } from './filter-values.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';

/** A campaign: its id alone, because the upstream has no operation that lists or returns campaigns. */
export type Campaign = { readonly accountId: string; readonly campaignId: string };

/** `Account.campaign`. No call. Throws if the id is empty, or no URL can hold it. */
export function resolveCampaign({ accountId }: Account, { campaignId }: { readonly campaignId: string }): Campaign {
  if (campaignId.trim() === '')
    throw badUserInput('campaignId must not be empty. Use the proactiveCampaignId of a campaign.');
  if (!campaignId.isWellFormed()) throw badUserInput('campaignId must be valid Unicode. It has an unpaired surrogate.');
  return { accountId, campaignId };
}

/** `Campaign.account`. No call. */
export function resolveCampaignAccount({ accountId }: Campaign): Account {
  return { accountId };
}

/** `Campaign.consumersReport`. Price: one call per campaign, for all filters and pages. */
export async function resolveConsumersReport(
  { accountId, campaignId }: Campaign,
  args: PageArguments & {
    readonly filter?: { readonly statuses?: readonly MessageStatus[] | null | undefined } | null | undefined;
  },
  context: Context,
): Promise<Connection<ConsumerReport>> {
  const statuses = filterValues('statuses', args.filter?.statuses);
  const load = async () => {
    const { consumers, fetchedAt } = await accountLoaders(accountId, context).loadCampaignReport(campaignId);
    const items = consumers.filter(({ status }) => statuses.length === 0 || statuses.includes(status));
    return { items, fetchedAt };
  };
  const identity = ['consumersReport', accountId, campaignId, statuses];
  return listConnection({ load, nameOf: ({ reportId }) => reportId, identity }, args);
}
