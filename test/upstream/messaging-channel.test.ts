import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGING_CHANNELS, messagingChannel } from '../../src/upstream/messaging-channel.ts';

describe('messagingChannel', () => {
  it.each([
    ['sms', 'SMS'],
    ['SMS', 'SMS'],
    ['sms-twilio', 'SMS'],
    ['twilio', 'SMS'],
    ['wa', 'WHATSAPP'],
    ['WhatsApp', 'WHATSAPP'],
    ['inapp', 'IN_APP'],
    ['apple-twilio', 'APPLE_BUSINESS_CHAT'],
    ['abc', 'APPLE_BUSINESS_CHAT'],
    ['googlercs', 'GOOGLE_RCS'],
    [' rcs ', 'GOOGLE_RCS'],
    ['', 'OTHER'],
    ['constructor', 'OTHER'],
  ])('reads "%s" as %s', (code, channel) => {
    expect(messagingChannel(code)).toBe(channel);
  });

  it('has a channel for every text, whatever its case and the blanks around it', () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        expect(MESSAGING_CHANNELS).toContain(messagingChannel(code));
        expect(messagingChannel(` ${code.toUpperCase()} `)).toBe(messagingChannel(code.toUpperCase()));
      }),
      { seed: 26 },
    );
  });
});
