import { isoTime } from './iso-time.ts';
import { epochOf, happened, type Journey, type MessageStatus, statusAt } from './journey.ts';
import { hashText, idFrom, mix } from './random.ts';
import { dayMs, type Series } from './series.ts';

/**
 * One row of the transactions API, keys and order as in the document; times in ISO 8601, null for a step that has not happened.
 */
export type TransactionRow = Record<string, string | null>;

/** A series as it is reported at `cutMs`, in epoch milliseconds: later steps are not visible. */
export type Sight = { series: Series; cutMs: number };

/** The id of a journey's transaction; unique over all days and series. */
export function transactionIdOf({ seed }: Series, { dayNumber, index }: Journey): string {
  const first = mix(index, mix(dayNumber, seed));
  // The first two words together are one-to-one with the day and the index.
  return idFrom(first, mix(dayNumber, ~seed) ^ mix(first, 1), mix(first, seed), mix(first, dayNumber));
}

/** The made-up consumer id of a journey: nine digits, as in the document. */
export function consumerIdOf(series: Series, journey: Journey): string {
  return String(100_000_000 + (mix(journey.index, mix(journey.dayNumber, series.seed ^ 7)) % 900_000_000));
}

/** The status of a journey as far as it is reported. */
export function statusOf({ cutMs }: Sight, journey: Journey): MessageStatus {
  return statusAt(journey, cutoffOf(cutMs, journey));
}

/** A time in epoch milliseconds, as milliseconds after the midnight of a journey's day. */
export function cutoffOf(cutMs: number, { dayNumber }: { dayNumber: number }): number {
  return cutMs - dayNumber * dayMs;
}

/**
 * The row of a journey without handOffId and ivrNumber, which differ by dialect (Outbound Reporting API, transactions).
 */
export function rowOf({ series, cutMs }: Sight, journey: Journey): TransactionRow {
  const cutoff = cutoffOf(cutMs, journey);
  const time = (step: number | null): string | null =>
    happened(step, cutoff) ? isoTime(epochOf(journey, step)) : null;
  const failure = happened(journey.failed, cutoff) ? journey.failure : null;
  const responded = happened(journey.created, cutoff);
  return {
    channel: journey.channel,
    skill: journey.skill,
    transactionId: transactionIdOf(series, journey),
    attemptedTime: time(journey.attempted),
    cancelledTime: time(journey.cancelled),
    conversationId: responded ? conversationIdOf(series, journey) : null,
    conversationsClosedTime: time(journey.closed),
    conversationsCreatedTime: time(journey.created),
    consumerId: responded ? consumerIdOf(series, journey) : null,
    deliveredTime: time(journey.delivered),
    eligibleTime: time(journey.eligible),
    errorCode: failure?.code ?? null,
    errorMessage: failure?.message ?? null,
    errorSource: failure?.source ?? null,
    failedTime: time(journey.failed),
    inviteTime: time(journey.invited),
    optInsTime: time(journey.optedIn),
    optOutsTime: time(journey.optedOut),
    proactiveCampaignId: journey.campaign?.campaignId ?? null,
    readTime: time(journey.read),
    sentTime: time(journey.sent),
    initialSkill: journey.initialSkill,
    initialChannel: journey.initialChannel,
    skippedTime: time(journey.skipped),
  };
}

const conversationSalt = hashText('conversation');

function conversationIdOf({ seed }: Series, { dayNumber, index }: Journey): string {
  const first = mix(index, mix(dayNumber, seed ^ conversationSalt));
  return idFrom(first, mix(dayNumber, seed) ^ mix(first, 2), mix(first, seed), mix(first, ~dayNumber));
}
