import { sentWithReadReports } from '../upstream/outbound-reporting/read-reports.ts';
import type { Funnel, FunnelCount, Transaction } from '../upstream/outbound-reporting/types.ts';

/** The counts that a row's times tell. `failed` is not one of them: see `funnelOf`. */
const STEPS = {
  attempted: 'attemptedTime',
  eligible: 'eligibleTime',
  skipped: 'skippedTime',
  sent: 'sentTime',
  delivered: 'deliveredTime',
  read: 'readTime',
  conversationsCreated: 'conversationCreatedTime',
  conversationsClosed: 'conversationClosedTime',
} as const satisfies Record<Exclude<FunnelCount, 'failed'>, keyof Transaction>;

const COUNTS = Object.keys(STEPS) as (keyof typeof STEPS)[];

/** Transactions, counted by the steps that they reached; SMS also on its own, because not all senders report its reads. */
export type Tally = Record<keyof typeof STEPS | 'smsSent' | 'smsRead', number>;

/** Of no transactions. */
export function emptyTally(): Tally {
  const none = { attempted: 0, eligible: 0, skipped: 0, sent: 0, delivered: 0, read: 0 };
  return { ...none, conversationsCreated: 0, conversationsClosed: 0, smsSent: 0, smsRead: 0 };
}

/** Counts one more. */
export function addTransaction(tally: Tally, transaction: Transaction): void {
  for (const count of COUNTS) {
    if (transaction[STEPS[count]] !== null) tally[count] += 1;
  }
  if (transaction.channel !== 'SMS') return;
  if (transaction.sentTime !== null) tally.smsSent += 1;
  if (transaction.readTime !== null) tally.smsRead += 1;
}

/** Adds the counts of `more`. */
export function addTally(tally: Tally, more: Tally): void {
  for (const count of Object.keys(more) as (keyof Tally)[]) tally[count] += more[count];
}

/** As analytics counts the same transactions, where failed is attempted minus sent (our reading). No scores: they are in no row. */
export function funnelOf({ smsSent, smsRead, ...counts }: Tally): Funnel {
  const { attempted, sent } = counts;
  const readReports = sent - smsSent + sentWithReadReports('SMS', { sent: smsSent, read: smsRead });
  return { ...counts, failed: attempted - sent, sentWithReadReports: readReports, csat: null };
}
