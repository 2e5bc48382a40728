import type { MessagingChannel } from '../messaging-channel.ts';

/** LiveDeflect documents `wa` only; the others are the words that LivePerson's other APIs use. */
const CODES: Readonly<Partial<Record<MessagingChannel, string>>> = {
  SMS: 'sms',
  WHATSAPP: 'wa',
  IN_APP: 'inapp',
  APPLE_BUSINESS_CHAT: 'apple-twilio',
  GOOGLE_RCS: 'googlercs',
};

/** The code that forces an alert onto a channel; undefined for `OTHER`. */
export function alertChannelCode(channel: MessagingChannel): string | undefined {
  return CODES[channel];
}
