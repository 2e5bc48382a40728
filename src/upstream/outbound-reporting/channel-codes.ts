import type { MessagingChannel } from '../messaging-channel.ts';

/** The channels that reporting covers, by its own codes. */
const CODES: Readonly<Partial<Record<MessagingChannel, string>>> = { SMS: 'sms', WHATSAPP: 'wa', IN_APP: 'inapp' };

/** True when reporting can filter by all of these channels by itself. */
export function filtersChannels(channels: readonly MessagingChannel[]): boolean {
  return channels.every((channel) => CODES[channel] !== undefined);
}

/**
 * The codes that ask reporting for these channels. Empty, which asks for all, when one of them has no code of
 * reporting's: the caller filters again.
 */
export function reportingChannelCodes(channels: readonly MessagingChannel[]): readonly string[] {
  if (!filtersChannels(channels)) return [];
  return channels.map((channel) => CODES[channel]).filter((code) => code !== undefined);
}
