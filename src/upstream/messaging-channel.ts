/** One vocabulary over all APIs; `OTHER` is whatever none of them names. */
export const MESSAGING_CHANNELS = ['SMS', 'WHATSAPP', 'IN_APP', 'APPLE_BUSINESS_CHAT', 'GOOGLE_RCS', 'OTHER'] as const;

/** See `MESSAGING_CHANNELS`. */
export type MessagingChannel = (typeof MESSAGING_CHANNELS)[number];

/** Every spelling seen: reporting (`sms`), configuration (`sms-twilio`) and older reporting (`SMS`), in lower case. */
const CHANNELS_BY_CODE = new Map<string, MessagingChannel>([
  ['sms', 'SMS'],
  ['sms-twilio', 'SMS'],
  ['twilio', 'SMS'],
  ['wa', 'WHATSAPP'],
  ['whatsapp', 'WHATSAPP'],
  ['inapp', 'IN_APP'],
  ['apple-twilio', 'APPLE_BUSINESS_CHAT'],
  ['apple', 'APPLE_BUSINESS_CHAT'],
  ['abc', 'APPLE_BUSINESS_CHAT'],
  ['googlercs', 'GOOGLE_RCS'],
  ['rcs', 'GOOGLE_RCS'],
]);

/** The channel that an upstream's code means. */
export function messagingChannel(code: string): MessagingChannel {
  return CHANNELS_BY_CODE.get(code.trim().toLowerCase()) ?? 'OTHER';
}
