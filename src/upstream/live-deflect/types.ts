import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant, TimeRange } from '../wire-values.ts';
import type { AlertChannel } from './channel-codes.ts';

/** The document's types of events of a call; `OTHER` for any other. */
export type DeflectionEventType =
  | 'SKILL_CHOICE'
  | 'CALL_START'
  | 'OVERRIDE_CHANNEL'
  | 'DEFLECTION_RESPONSE'
  | 'SEND_TEXT'
  | 'CONVERSATION_ID'
  | 'OTHER';

/**
 * One event of a call; `info` depends on the type: a skill, `Y`, a channel, the text that was sent, a conversation's
 * id.
 */
export type DeflectionEvent = {
  readonly type: DeflectionEventType;
  readonly typeCode: string;
  readonly info: string | null;
  readonly time: Instant | null;
};

/** A phone number as the caller's system wrote it, with leading zeros. At most one part is null. */
export type Phone = { readonly countryCode: string | null; readonly number: string | null };

/**
 * A call that was offered a deflection, with its events earliest first. A field is null if no event of the call has it.
 */
export type Deflection = {
  readonly accountId: string;
  readonly callId: string;
  readonly externalCallId: string | null;
  /** The channel that the caller's own was overridden with; null if no event tells one. */
  readonly channel: MessagingChannel | null;
  readonly channelCode: string | null;
  /** The caller's answer to the offer. */
  readonly accepted: boolean | null;
  readonly beganAt: Instant | null;
  readonly skill: string | null;
  readonly callerEnteredDigits: string | null;
  /** JSON from the caller's system. */
  readonly callerInfo: unknown;
  readonly conversationId: string | null;
  readonly customerPhone: Phone | null;
  readonly dialedPhone: Phone | null;
  readonly externalConsumerId: string | null;
  readonly events: readonly DeflectionEvent[];
};

/**
 * An alert of proactiveReporting, whose answer no document shows: the fields that the gateway recognizes, and the whole
 * in `raw`.
 */
export type ProactiveAlertRecord = {
  readonly accountId: string;
  /** Tells the record from all others of the account: its time (or the report's range, if it has none), name and number. */
  readonly identity: readonly [when: string, name: string, nth: string];
  readonly alertId: string | null;
  readonly externalAlertId: string | null;
  readonly status: string | null;
  readonly skill: string | null;
  readonly templateName: string | null;
  readonly templateLanguage: string | null;
  readonly channel: MessagingChannel | null;
  readonly channelCode: string | null;
  readonly time: Instant | null;
  readonly raw: unknown;
};

/** The items of a report, and when it was read from LiveDeflect. */
export type Report<T> = { readonly items: readonly T[]; readonly fetchedAt: Instant };

/** A report of alerts; `items` is null if the answer had no data, and so does not show whether any were sent. */
export type AlertReport = { readonly items: readonly ProactiveAlertRecord[] | null; readonly fetchedAt: Instant };

/** The time range of a LiveDeflect report. */
export type ReportQuery = { readonly during: TimeRange };

/** An outbound message, validated. */
export type ProactiveAlert = {
  readonly skill: string;
  /** The country calling code, for example `1`. */
  readonly countryCode: string;
  /** The digits of the national number, without a trunk 0. */
  readonly phoneNumber: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externalCustomer: { readonly id: string; readonly descriptor: string } | null;
  readonly externalAlertId: string | null;
  readonly alertInfo: Readonly<Record<string, unknown>> | null;
  /** The requested channel; null if LiveDeflect chooses. */
  readonly channel: AlertChannel | null;
  readonly template: {
    readonly name: string;
    readonly language: string;
    readonly version: string | null;
    readonly variables: Readonly<Record<string, unknown>>;
  };
};

/** The outcome of an outbound message. */
export type ProactiveAlertOutcome =
  | {
      readonly kind: 'SENT';
      readonly messageName: string | null;
      readonly sentAt: Instant | null;
      /** The channel provider's answer, unchanged. */
      readonly channelResponse: unknown;
    }
  | { readonly kind: 'REFUSED'; readonly reason: string; readonly detail: unknown };

/**
 * The outcome of a send that may have reached LiveDeflect. If it certainly did not, an `UpstreamError` is thrown
 * instead.
 */
export type SettledAlert = ProactiveAlertOutcome | { readonly kind: 'OUTCOME_UNKNOWN'; readonly reason: string };
