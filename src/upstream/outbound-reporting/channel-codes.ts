import type { MessagingChannel } from '../messaging-channel.ts';

/** The channels that reporting covers, by its own codes. */
const CODES: Readonly<Partial<Record<MessagingChannel, string>>> = { SMS: 'sms', WHATSAPP: 'wa', IN_APP: 'inapp' };

/** True if reporting itself can filter by all of these channels. */
export function filtersChannels(channels: readonly MessagingChannel[]): boolean {
  return channels.every((channel) => CODES[channel] !== undefined);
}

/**
 * Reporting's codes of these channels. Empty, which requests all channels, if reporting has no code for one of them: the
 * caller filters again.
 */
export function reportingChannelCodes(channels: readonly MessagingChannel[]): readonly string[] {
  if (!filtersChannels(channels)) return [];
  return channels.map((channel) => CODES[channel]).filter((code) => code !== undefined);
}
