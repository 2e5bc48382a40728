import type { Campaign } from './campaigns.ts';
import type { Channel, Failure } from './error-dictionary.ts';
import { dayMs } from './series.ts';

/**
 * One message or deflection from its attempt to its end. Times are whole milliseconds after the midnight of the day of
 * the attempt, and may exceed a day; null means that the step never happens.
 */
export type Journey = {
  dayNumber: number;
  /** Its position in the day; the transaction's id derives from series, day and index. */
  index: number;
  channel: Channel;
  initialChannel: Channel;
  skill: string;
  initialSkill: string;
  /** Null for a deflection (app c2m). */
  campaign: Campaign | null;
  /** The number that a deflected caller dialed, '' when it was not recorded; null for a message (app prmsg). */
  ivrNumber: string | null;
  attempted: number;
  eligible: number | null;
  invited: number | null;
  sent: number | null;
  delivered: number | null;
  read: number | null;
  failed: number | null;
  skipped: number | null;
  cancelled: number | null;
  optedIn: number | null;
  optedOut: number | null;
  created: number | null;
  closed: number | null;
  failure: Failure | null;
  /** The survey's score from 1 to 5, known when the conversation closed; null without a survey. */
  score: number | null;
};

/**
 * The states of a message. NOT_SENT is one that was canceled or is still on its way (Outbound Reporting API V2,
 * messagestatus; campaign statuses).
 */
export type MessageStatus = 'FAILED' | 'SKIPPED' | 'SENT' | 'DELIVERED' | 'READ' | 'RESPONDED' | 'NOT_SENT';

/** The status of a journey `cutoff` milliseconds after its midnight; a failure takes precedence over all other steps. */
export function statusAt(journey: Journey, cutoff: number): MessageStatus {
  if (happened(journey.failed, cutoff)) return 'FAILED';
  if (happened(journey.skipped, cutoff)) return 'SKIPPED';
  if (happened(journey.created, cutoff)) return 'RESPONDED';
  if (happened(journey.read, cutoff)) return 'READ';
  if (happened(journey.delivered, cutoff)) return 'DELIVERED';
  if (happened(journey.sent, cutoff)) return 'SENT';
  return 'NOT_SENT';
}

/** Whether a step has happened and is already reported. */
export function happened(step: number | null, cutoff: number): step is number {
  return step !== null && step <= cutoff;
}

/** The last event of a journey, in milliseconds after its midnight. */
export function lastStepOf(journey: Journey): number {
  return Math.max(
    journey.attempted,
    journey.sent ?? 0,
    journey.delivered ?? 0,
    journey.read ?? 0,
    journey.failed ?? 0,
    journey.skipped ?? 0,
    journey.cancelled ?? 0,
    journey.optedIn ?? 0,
    journey.optedOut ?? 0,
    journey.created ?? 0,
    journey.closed ?? 0,
  );
}

/** The epoch time in milliseconds of a step of a journey. */
export function epochOf(journey: Journey, step: number): number {
  return journey.dayNumber * dayMs + step;
}
