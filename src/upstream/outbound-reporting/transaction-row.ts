import type { z } from 'zod';
import { messagingChannel } from '../messaging-channel.ts';
import { instant, instantOf, object, text } from '../wire-values.ts';
import { deliveryError } from './delivery-error.ts';
import { type MessageStatus, messageStatus } from './message-status.ts';
import type { OutboundApp, Transaction, TransactionsQuery } from './types.ts';

/** An upstream that rounds the ends of a window returns rows at most this far outside it. */
const ROUNDED_MS = 24 * 60 * 60_000;

type Times = Pick<
  Transaction,
  | 'eligibleTime'
  | 'inviteTime'
  | 'sentTime'
  | 'deliveredTime'
  | 'readTime'
  | 'failedTime'
  | 'skippedTime'
  | 'cancelledTime'
  | 'optOutTime'
  | 'conversationCreatedTime'
>;

/**
 * All rows of an answer. A row without a required key, or so far outside the window that the upstream ignored it, is an
 * issue with its path.
 */
export function transactionRows(
  accountId: string,
  { app, window }: TransactionsQuery,
  wire: readonly unknown[],
  context: z.RefinementCtx,
): Transaction[] {
  const rows: Transaction[] = [];
  const earliest = instantOf(window.startMs - ROUNDED_MS) ?? '';
  const latest = instantOf(window.endMs + ROUNDED_MS) ?? '';
  for (const [index, item] of wire.entries()) {
    const row = transactionRow(accountId, app, item);
    const isRow = !('missing' in row);
    if (isRow && row.attemptedTime >= earliest && row.attemptedTime <= latest) rows.push(row);
    else {
      const key = isRow ? 'attemptedTime' : row.missing;
      const path = ['transactions', index, ...(key === '' ? [] : [key])];
      context.addIssue({ code: 'custom', path, message: 'missing, or outside the window' });
      return rows;
    }
  }
  return rows;
}

/**
 * One row of a transactions answer, or the key that it lacks. Plain reads: over a page of 9,999 rows a zod object per
 * row took five times as long (`npm run measure:decode`).
 */
export function transactionRow(accountId: string, app: OutboundApp, wire: unknown): Transaction | { missing: string } {
  const row = object(wire);
  if (row === null) return { missing: '' };
  const transactionId = text(row.transactionId);
  if (transactionId === null) return { missing: 'transactionId' };
  const attemptedTime = instant(row.attemptedTime);
  if (attemptedTime === null) return { missing: 'attemptedTime' };
  const channelCode = text(row.channel) ?? '';
  const initialChannelCode = text(row.initialChannel);
  const statusCode = text(row.messageStatus);
  const error = deliveryError(row.errorSource, row.errorCode, row.errorMessage);
  const times = {
    inviteTime: instant(row.inviteTime),
    eligibleTime: instant(row.eligibleTime),
    sentTime: instant(row.sentTime),
    deliveredTime: instant(row.deliveredTime),
    readTime: instant(row.readTime),
    failedTime: instant(row.failedTime),
    skippedTime: instant(row.skippedTime),
    cancelledTime: instant(row.cancelledTime),
    optInTime: instant(row.optInsTime),
    optOutTime: instant(row.optOutsTime),
    conversationCreatedTime: instant(row.conversationsCreatedTime),
    conversationClosedTime: instant(row.conversationsClosedTime),
  };
  return {
    accountId,
    app,
    transactionId,
    channel: messagingChannel(channelCode),
    channelCode,
    skill: text(row.skill),
    initialChannel: initialChannelCode === null ? null : messagingChannel(initialChannelCode),
    initialChannelCode,
    initialSkill: text(row.initialSkill),
    status: statusCode === null ? derivedStatus(times, error?.code ?? null) : messageStatus(statusCode),
    statusCode,
    attemptedTime,
    ...times,
    consumerId: text(row.consumerId),
    conversationId: text(row.conversationId),
    ivrNumber: text(row.ivrNumber),
    error,
    campaignId: text(row.proactiveCampaignId),
    handoffId: text(row.handOffId ?? row.handoffId),
  };
}

/**
 * The status of a row that states none. Its times can contradict each other (failed, and delivered), so the order here
 * decides. A failure comes first, as in the `v2` dialect's own statuses.
 */
function derivedStatus(times: Times, errorCode: string | null): MessageStatus {
  if (times.failedTime !== null || errorCode !== null) return 'FAILED';
  if (times.skippedTime !== null || (times.optOutTime !== null && times.sentTime === null)) return 'SKIPPED';
  if (times.cancelledTime !== null) return 'CANCELLED';
  if (times.conversationCreatedTime !== null) return 'RESPONDED';
  if (times.readTime !== null) return 'READ';
  if (times.deliveredTime !== null) return 'DELIVERED';
  if (times.sentTime !== null) return 'SENT';
  return times.eligibleTime !== null || times.inviteTime !== null ? 'ELIGIBLE' : 'ATTEMPTED';
}
