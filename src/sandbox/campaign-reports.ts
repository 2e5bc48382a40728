import { analyticsRow } from './analytics.ts';
import { type Campaign, campaignOf } from './campaigns.ts';
import { countJourneys } from './day-totals.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import { epochOf, happened, type Journey } from './journey.ts';
import { envelope, Refusal } from './refusal.ts';
import { dayMs, dayNumberOf, retentionStart } from './series.ts';
import { consumerIdOf, cutoffOf, type Sight, statusOf, transactionIdOf } from './transaction-rows.ts';
import { visibleSight } from './visibility.ts';
import { journeysIn } from './window-journeys.ts';
import type { Call } from './world.ts';

/**
 * The consumers of a campaign: one row for each of its transactions, in one page (Outbound Reporting API, campaign
 * report).
 */
export function answerCampaignReport(call: Call): Reply {
  const { campaign, sight, journeys } = campaignJourneys(call);
  const swapped = call.world.settings.quirks.swappedCampaignErrors;
  const consumersReport = journeys.map((journey) => consumerRow(sight, journey, swapped));
  const page = { count: consumersReport.length, previousOffset: -1, currentOffset: 0, nextOffset: -1 };
  const { accountId } = call.account;
  const requestMetadata = { accountId, app: 'prmsg', proactiveCampaignId: campaign.campaignId };
  return jsonReply(200, { requestMetadata, page, consumersReport });
}

/**
 * The analytics of a campaign; the times of the metadata are its first and last attempt (Outbound Reporting API,
 * campaign analytics).
 */
export function answerCampaignAnalytics(call: Call): Reply {
  const { campaign, sight, journeys } = campaignJourneys(call);
  const attempts = journeys.map((journey) => epochOf(journey, journey.attempted)).sort((one, other) => one - other);
  const requestMetadata = {
    accountId: call.account.accountId,
    app: 'prmsg',
    attemptedStartTime: attempts.at(0) ?? campaign.startDay * dayMs,
    attemptedEndTime: attempts.at(-1) ?? campaign.startDay * dayMs,
  };
  const { csatAsNumber } = call.world.settings.quirks;
  const analytics = countJourneys(journeys, sight.cutMs).map((totals) => analyticsRow(totals, csatAsNumber));
  return jsonReply(200, { requestMetadata, analytics });
}

/**
 * Generates the campaign's one to three days that are not cached. Throws a Refusal (404) when the campaign is unknown,
 * has not started, or started more than 13 months ago.
 */
function campaignJourneys(call: Call): { campaign: Campaign; sight: Sight; journeys: Journey[] } {
  const { days, settings } = call.world;
  const sight = visibleSight(call);
  const campaignId = call.parts.campaignId ?? '';
  const campaign = campaignOf(sight.series, campaignId);
  const nowMs = settings.now();
  if (
    campaign === undefined ||
    campaign.startDay > dayNumberOf(nowMs) ||
    campaign.startDay < dayNumberOf(retentionStart(nowMs))
  ) {
    throw new Refusal(envelope(404, `There is no campaign ${campaignId}`));
  }
  const window = { startMs: campaign.startDay * dayMs, endMs: (campaign.lastDay + 1) * dayMs - 1 };
  const ofCampaign = (journey: Journey): boolean => journey.campaign?.campaignId === campaignId;
  return { campaign, sight, journeys: journeysIn(days, sight, window, true, ofCampaign) };
}

/** No document says what the id of a row is. Our reading: the transaction's. */
function consumerRow(sight: Sight, journey: Journey, swapped: boolean): Record<string, string | null> {
  const failure = happened(journey.failed, cutoffOf(sight.cutMs, journey)) ? journey.failure : null;
  return {
    id: transactionIdOf(sight.series, journey),
    consumerId: consumerIdOf(sight.series, journey),
    status: statusOf(sight, journey),
    errorSource: (swapped ? failure?.code : failure?.source) ?? null,
    errorCode: (swapped ? failure?.source : failure?.code) ?? null,
    errorMessage: failure?.message ?? null,
  };
}
