import type { Context } from '../request/context.ts';
import type { Handoff } from '../upstream/outbound-configuration/types.ts';
import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import { accountLoaders } from './account.ts';
import type { Campaign } from './campaign.ts';

/** The steps of a message that have a time. */
const STEPS = {
  ATTEMPTED: 'attemptedTime',
  INVITED: 'inviteTime',
  ELIGIBLE: 'eligibleTime',
  SENT: 'sentTime',
  DELIVERED: 'deliveredTime',
  READ: 'readTime',
  FAILED: 'failedTime',
  SKIPPED: 'skippedTime',
  CANCELLED: 'cancelledTime',
  OPTED_IN: 'optInTime',
  OPTED_OUT: 'optOutTime',
  CONVERSATION_CREATED: 'conversationCreatedTime',
  CONVERSATION_CLOSED: 'conversationClosedTime',
} as const satisfies Record<string, keyof Transaction>;

/** See `STEPS`. */
export type TransactionStep = keyof typeof STEPS;

/** All steps, in the order of a successful message. */
export const TRANSACTION_STEPS = Object.keys(STEPS) as TransactionStep[];

/** One step and when it was. */
export type TransactionEvent = { readonly step: TransactionStep; readonly time: string };

/** `Transaction.timeline`: every step that has a time, earliest first; steps of one instant in their usual order. */
export function resolveTimeline(transaction: Transaction): readonly TransactionEvent[] {
  return TRANSACTION_STEPS.flatMap((step) => {
    const time = transaction[STEPS[step]];
    return time === null ? [] : [{ step, time }];
  }).sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

/** `Transaction.campaign`, and that of a group. Null if there is none. No call. */
export function resolveTransactionCampaign({
  accountId,
  campaignId,
}: Pick<Transaction, 'accountId' | 'campaignId'>): Campaign | null {
  return campaignId === null ? null : { accountId, campaignId };
}

/** `Transaction.handoff`, and that of a group. Null if there is none, or the account no longer lists it. Price: one list for all. */
export function resolveTransactionHandoff(
  { accountId, handoffId }: Pick<Transaction, 'accountId' | 'handoffId'>,
  _args: object,
  context: Context,
): Promise<Handoff | null> | null {
  return handoffId === null ? null : accountLoaders(accountId, context).loadHandoff(handoffId);
}
