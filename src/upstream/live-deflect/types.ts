import type { Instant, TimeRange } from '../wire-values.ts';
import type { AlertChannel } from './channel-codes.ts';

/** What happened to a call: the document's event types, `OTHER` for any other. */
export type DeflectionEventType =
  | 'SKILL_CHOICE'
  | 'CALL_START'
  | 'OVERRIDE_CHANNEL'
  | 'DEFLECTION_RESPONSE'
  | 'SEND_TEXT'
  | 'CONVERSATION_ID'
  | 'OTHER';

/** One event of a call; `info` depends on the type: a skill, `Y`, a channel, the text that was sent, a conversation's id. */
export type DeflectionEvent = {
  readonly type: DeflectionEventType;
  readonly typeCode: string;
  readonly info: string | null;
  readonly time: Instant | null;
};

/** A number as the caller's system wrote it, leading zeros and all. At least one of the two is there. */
export type Phone = { readonly countryCode: string | null; readonly number: string | null };

/** One call that was offered a deflection, its events earliest first. Null is what no event of the call told. */
export type Deflection = {
  readonly accountId: string;
  readonly callId: string;
  readonly externalCallId: string | null;
  readonly beganAt: Instant | null;
  readonly skill: string | null;
  readonly callerEnteredDigits: string | null;
  /** JSON as the caller's system gave it. */
  readonly callerInfo: unknown;
  readonly conversationId: string | null;
  readonly customerPhone: Phone | null;
  readonly dialedPhone: Phone | null;
  readonly externalConsumerId: string | null;
  readonly events: readonly DeflectionEvent[];
};

/** One alert of proactiveReporting, whose answer no document shows: what is recognised, and `raw`, all of it. */
export type ProactiveAlertRecord = {
  readonly alertId: string | null;
  readonly externalAlertId: string | null;
  readonly status: string | null;
  readonly time: Instant | null;
  readonly raw: unknown;
};

/** The answer to a report over a range, and when it was read. */
export type Report<T> = { readonly items: readonly T[]; readonly fetchedAt: Instant };

/** The same of alerts; null where the answer had no data, and so tells nothing of what was sent. */
export type AlertReport = { readonly items: readonly ProactiveAlertRecord[] | null; readonly fetchedAt: Instant };

/** The range that a LiveDeflect report is asked for. */
export type ReportQuery = { readonly during: TimeRange };

/** One outbound message, checked. */
export type ProactiveAlert = {
  readonly skill: string;
  /** The country calling code, such as `1`. */
  readonly countryCode: string;
  /** Digits of the national number, without a leading trunk 0. */
  readonly phoneNumber: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externalCustomer: { readonly id: string; readonly descriptor: string } | null;
  readonly externalAlertId: string | null;
  readonly alertInfo: Readonly<Record<string, unknown>> | null;
  /** The channel to force, null to leave the choice to LiveDeflect. */
  readonly channel: AlertChannel | null;
  readonly template: {
    readonly name: string;
    readonly language: string;
    readonly version: string | null;
    readonly variables: Readonly<Record<string, unknown>>;
  };
};

/** What became of one outbound message. */
export type ProactiveAlertOutcome =
  | {
      readonly kind: 'SENT';
      readonly messageName: string | null;
      readonly sentAt: Instant | null;
      /** The channel provider's answer, as it came. */
      readonly channelResponse: unknown;
    }
  | { readonly kind: 'REFUSED'; readonly reason: string; readonly detail: unknown };

/** How one send ended, where the alert may have been sent. That it surely was not is an `UpstreamError`. */
export type SettledAlert = ProactiveAlertOutcome | { readonly kind: 'OUTCOME_UNKNOWN'; readonly reason: string };
