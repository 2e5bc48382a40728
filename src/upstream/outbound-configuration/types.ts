import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant } from '../wire-values.ts';

/** One handoff: how a consumer's answer to an outbound message is routed. Null where the upstream sent nothing readable. */
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

/** What every channel of a handoff has. */
type ChannelCore = {
  readonly channel: MessagingChannel;
  readonly channelCode: string;
  readonly language: string | null;
  /** The number, or for RCS the account, that messages come from; with or without `+`. */
  readonly outboundNumber: string | null;
  readonly messageComponents: readonly MessageComponent[];
};

/** One channel of a handoff; `OTHER` is a type that this gateway does not know, whole in `raw`. */
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

/** Documented on components, seen on channels: both have it. */
type RcsPresentation = { readonly cardOrientation: string | null; readonly serviceAccountName: string | null };

/** The kinds of media that a header may hold. */
export const HEADER_MEDIA_TYPES = ['TEXT', 'IMAGE', 'DOCUMENT', 'VIDEO', 'OTHER'] as const;
/** See `HEADER_MEDIA_TYPES`. */
type HeaderMediaType = (typeof HEADER_MEDIA_TYPES)[number];

type Text = string | null;

type ButtonCore = { readonly index: number | null; readonly content: Text };

/** The parts of a message, told apart by `kind`; `componentType` is the upstream's own word. */
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
