import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant } from '../wire-values.ts';

/**
 * A handoff: how a consumer's reply to an outbound message is routed. A field is null if the upstream sent no readable
 * value.
 */
export type Handoff = {
  readonly accountId: string;
  readonly handoffId: string;
  readonly name: string | null;
  readonly lookback: Lookback | null;
  readonly routeAllWithinLookback: boolean | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly channels: readonly HandoffChannel[];
};

/** 0 to 30 days and 0 to 23 hours. */
export type Lookback = { readonly days: number; readonly hours: number };

/** The fields that all channels of a handoff have. */
type ChannelCore = {
  readonly channel: MessagingChannel;
  readonly channelCode: string;
  readonly language: string | null;
  /** The sender's number, with or without `+`; for RCS, the sender's account. */
  readonly outboundNumber: string | null;
  readonly messageComponents: readonly MessageComponent[];
};

/** A channel of a handoff; `OTHER` for a type that the gateway does not know, with the whole in `raw`. */
export type HandoffChannel =
  | (ChannelCore & { readonly channel: 'SMS' })
  | (ChannelCore & { readonly channel: 'APPLE_BUSINESS_CHAT' })
  | (ChannelCore & {
      readonly channel: 'WHATSAPP';
      readonly namespace: string | null;
      readonly templateName: string | null;
    })
  | (ChannelCore & { readonly channel: 'IN_APP'; readonly appNames: readonly string[] })
  | (ChannelCore & RcsPresentation & { readonly channel: 'GOOGLE_RCS' })
  | (ChannelCore & { readonly channel: 'OTHER'; readonly raw: Record<string, unknown> });

/** Documented on components and seen on channels, so both have it. */
type RcsPresentation = { readonly cardOrientation: string | null; readonly serviceAccountName: string | null };

/** The kinds of media in a header. */
export const HEADER_MEDIA_TYPES = ['TEXT', 'IMAGE', 'DOCUMENT', 'VIDEO', 'OTHER'] as const;
/** See `HEADER_MEDIA_TYPES`. */
type HeaderMediaType = (typeof HEADER_MEDIA_TYPES)[number];

type Text = string | null;

type ButtonCore = { readonly index: number | null; readonly content: Text };

/** A component of a message, by `kind`; `componentType` is the upstream's own type. */
export type MessageComponent = { readonly componentType: string; readonly variables: readonly string[] } & (
  | { readonly kind: 'BODY'; readonly title: Text; readonly content: Text; readonly optOut: Text }
  | { readonly kind: 'HEADER'; readonly mediaType: HeaderMediaType; readonly content: Text }
  | { readonly kind: 'FOOTER'; readonly content: Text }
  | (ButtonCore & { readonly kind: 'CALL_BUTTON'; readonly phoneNumber: Text })
  | (ButtonCore & { readonly kind: 'URL_BUTTON'; readonly url: Text })
  | (ButtonCore & { readonly kind: 'QUICK_REPLY_BUTTON' })
  | (RcsPresentation & {
      readonly kind: 'MEDIA';
      readonly content: Text;
      readonly height: Text;
      readonly thumbnailImageAlignment: Text;
    })
  | {
      readonly kind: 'IN_APP_TEXT';
      readonly messageText: Text;
      readonly notificationTitle: Text;
      readonly notificationMessage: Text;
      readonly isSameMessageForNotification: boolean | null;
    }
  | {
      readonly kind: 'IN_APP_IMAGE';
      readonly url: Text;
      readonly isClickable: boolean | null;
      readonly destinationUrl: Text;
    }
  | { readonly kind: 'OTHER'; readonly raw: Record<string, unknown> }
);

/** One kind of message component. */
export type ComponentOf<K extends MessageComponent['kind']> = Extract<MessageComponent, { kind: K }>;

/** One kind of handoff channel. */
export type ChannelOf<C extends MessagingChannel> = Extract<HandoffChannel, { channel: C }>;
