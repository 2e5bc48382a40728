/** The channels of all APIs under common names; `OTHER` is a code that the gateway does not know. */
export const MESSAGING_CHANNELS = ['SMS', 'WHATSAPP', 'IN_APP', 'APPLE_BUSINESS_CHAT', 'GOOGLE_RCS', 'OTHER'] as const;

/** See `MESSAGING_CHANNELS`. */
export type MessagingChannel = (typeof MESSAGING_CHANNELS)[number];

/** Codes in lower case: those of reporting (`sms`), configuration (`sms-twilio`) and older reporting (`SMS`). */
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

/** The channel that an upstream's code stands for, in any case. */
export function messagingChannel(code: string): MessagingChannel {
  // Most codes come in lower case, and each row has two.
  return CHANNELS_BY_CODE.get(code) ?? CHANNELS_BY_CODE.get(code.trim().toLowerCase()) ?? 'OTHER';
}
