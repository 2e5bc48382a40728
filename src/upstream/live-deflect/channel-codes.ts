import type { MessagingChannel } from '../messaging-channel.ts';

/** The channels that an alert can be forced onto. */
export type AlertChannel = Exclude<MessagingChannel, 'OTHER'>;

/** LiveDeflect's codes of channels, where an account's are not the usual ones. */
export type AlertChannelCodes = Readonly<Partial<Record<AlertChannel, string | undefined>>>;

/** LiveDeflect documents `wa` only; the others are the words that LivePerson's other APIs use. */
const USUAL: Readonly<Record<AlertChannel, string>> = {
  SMS: 'sms',
  WHATSAPP: 'wa',
  IN_APP: 'inapp',
  APPLE_BUSINESS_CHAT: 'apple-twilio',
  GOOGLE_RCS: 'googlercs',
};

/** The code that forces an alert onto a channel. */
export function alertChannelCode(channel: AlertChannel, own: AlertChannelCodes): string {
  return own[channel] ?? USUAL[channel];
}
