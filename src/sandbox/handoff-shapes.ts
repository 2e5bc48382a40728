/**
 * One component of a message template. A loose union on `type`; everything else may be missing (Outbound Configuration
 * API, messageComponents).
 */
export type ComponentShape = { type: string } & Record<string, unknown>;

/** One channel of a handoff as the API spells it (Outbound Configuration API, channels). */
export type ChannelShape = {
  type: 'sms-twilio' | 'wa' | 'apple-twilio' | 'googlercs' | 'inapp';
  language: string;
  messageComponents: readonly ComponentShape[];
} & Record<string, unknown>;

/** A handoff without its id and dates; the lookback is in days and hours, together at most 30 days. */
export type HandoffExample = {
  name: string;
  lookbackPeriodDay: number;
  lookbackPeriodHour: number;
  routeAllWithinLookback: boolean;
  channels: readonly ChannelShape[];
};
