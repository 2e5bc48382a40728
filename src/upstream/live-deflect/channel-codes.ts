import { MESSAGING_CHANNELS, type MessagingChannel, messagingChannel } from '../messaging-channel.ts';

/** The channels that an alert can request. */
export type AlertChannel = Exclude<MessagingChannel, 'OTHER'>;

/** An account's own channel codes, in place of the defaults. */
export type AlertChannelCodes = Readonly<Partial<Record<AlertChannel, string | undefined>>>;

/** LiveDeflect documents `wa` only; the others are our reading: the codes of LivePerson's other APIs. */
const DEFAULTS: Readonly<Record<AlertChannel, string>> = {
  SMS: 'sms',
  WHATSAPP: 'wa',
  IN_APP: 'inapp',
  APPLE_BUSINESS_CHAT: 'apple-twilio',
  GOOGLE_RCS: 'googlercs',
};

/** The code that requests a channel. */
export function alertChannelCode(channel: AlertChannel, own: AlertChannelCodes): string {
  return own[channel] ?? DEFAULTS[channel];
}

/** The channel that a code requests. */
export function alertChannel(code: string, own: AlertChannelCodes): MessagingChannel {
  return MESSAGING_CHANNELS.find((channel) => channel !== 'OTHER' && own[channel] === code) ?? messagingChannel(code);
}
