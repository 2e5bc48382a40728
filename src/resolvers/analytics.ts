import type { Context } from '../request/context.ts';
import { sumFunnels } from '../upstream/outbound-reporting/merge-analytics.ts';
import type { Analytics, AnalyticsRow, Funnel, OutboundApp } from '../upstream/outbound-reporting/types.ts';
import type { Account } from './account.ts';
import {
  type AskedAnalytics,
  isOfCampaign,
  loadAnalytics,
  type MessageFilterInput,
  messageFilter,
} from './analytics-question.ts';
import type { Campaign } from './campaign.ts';
import { rangeBefore } from './previous-range.ts';
import { reportingRange, type TimeRangeInput } from './time-range.ts';

/** `Account.analytics`. Price: see `loadAnalytics`. */
export function resolveAnalytics(
  { accountId }: Account,
  args: {
    readonly app: OutboundApp;
    readonly attempted: TimeRangeInput;
    readonly filter?: MessageFilterInput | null | undefined;
  },
  context: Context,
): Promise<AskedAnalytics> {
  const { range, timeZone } = reportingRange('attempted', args.attempted, context);
  const filter = messageFilter(args.filter ?? {});
  return loadAnalytics({ accountId, app: args.app, range, timeZone, filter }, context);
}

/** `Campaign.analytics`. Price: one call per campaign. */
export function resolveCampaignAnalytics(
  { accountId, campaignId }: Campaign,
  _args: object,
  context: Context,
): Promise<AskedAnalytics> {
  return loadAnalytics({ accountId, campaignId }, context);
}

/** `Analytics.previous`. Null for a campaign, and if there is no range before (see `rangeBefore`). Price: as the range's. */
export async function resolvePreviousAnalytics(
  { question }: AskedAnalytics,
  _args: object,
  context: Context,
): Promise<AskedAnalytics | null> {
  if (isOfCampaign(question)) return null;
  const range = rangeBefore(question.range, question.timeZone, context);
  return range === null ? null : loadAnalytics({ ...question, range }, context);
}

/** The totals of lists of rows, while these are in use: those of a campaign are selected for each of its transactions. */
const totals = new WeakMap<readonly AnalyticsRow[], Funnel>();

/** `Analytics.totals`. */
export function resolveTotals({ rows }: Analytics): Funnel {
  const known = totals.get(rows);
  if (known !== undefined) return known;
  const sum = sumFunnels(rows.map(({ funnel }) => funnel));
  totals.set(rows, sum);
  return sum;
}
