import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { ALL_CHANNEL_FIELDS, channelOf, DOCUMENTED_CHANNELS, part } from '../support/handoff-wire.ts';
import { handoffRow } from '../support/wire.ts';

describe('Account.handoffs', () => {
  it('is a GET for each page, the last of them empty or repeated', async () => {
    const { gateway, upstream } = await over({ json: [handoffRow('H1', { channels: DOCUMENTED_CHANNELS })] });
    const answer = await gateway.query(`{ account(accountId: "12345678") { handoffs {
      nodes { handoffId name lookback { days hours } routeAllWithinLookback createdAt updatedAt channels { channel } }
      pageInfo { hasNextPage hasPreviousPage }
    } } }`);
    const channels = ['SMS', 'WHATSAPP', 'IN_APP', 'GOOGLE_RCS', 'GOOGLE_RCS', 'APPLE_BUSINESS_CHAT'];
    const handoff = {
      handoffId: 'H1',
      name: 'Handoff H1',
      lookback: { days: 1, hours: 2 },
      routeAllWithinLookback: true,
      createdAt: '2025-10-01T00:00:00.000Z',
      updatedAt: '2025-10-02T00:00:00.000Z',
      channels: channels.map((channel) => ({ channel })),
    };
    const pageInfo = { hasNextPage: false, hasPreviousPage: false };
    expect(answer).toEqual({ data: { account: { handoffs: { nodes: [handoff], pageInfo } } } });
    expect(upstream.requests).toMatchObject([
      {
        method: 'GET',
        path: `${PRMSG}/handoffs/list?v=1&limit=100&offset=0`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: undefined,
      },
      { method: 'GET', path: `${PRMSG}/handoffs/list?v=1&limit=100&offset=1` },
    ]);
  });
});

describe('SmsChannel', () => {
  it('has every field of the document', async () => {
    expect(await channelOf(DOCUMENTED_CHANNELS[0], ALL_CHANNEL_FIELDS)).toEqual({
      __typename: 'SmsChannel',
      channel: 'SMS',
      channelCode: 'sms-twilio',
      language: 'en',
      outboundNumber: '+12025550100',
      messageComponents: [
        part('BodyComponent', 'body', ['1'], {
          title: null,
          content: 'Hi ${{1}}',
          optOut: 'To stop receiving messages, reply STOP. For help, reply HELP.',
          preview: 'Hi Ann',
        }),
      ],
    });
  });
});

describe('AppleBusinessChatChannel', () => {
  it('has what every channel has', async () => {
    expect(await channelOf(DOCUMENTED_CHANNELS[5], ALL_CHANNEL_FIELDS)).toEqual({
      __typename: 'AppleBusinessChatChannel',
      channel: 'APPLE_BUSINESS_CHAT',
      channelCode: 'apple-twilio',
      language: 'en',
      outboundNumber: '+12025550104',
      messageComponents: [],
    });
  });
});

describe('WhatsAppChannel', () => {
  it('has every field and component of the document', async () => {
    expect(await channelOf(DOCUMENTED_CHANNELS[1], ALL_CHANNEL_FIELDS)).toEqual({
      __typename: 'WhatsAppChannel',
      channel: 'WHATSAPP',
      channelCode: 'wa',
      language: 'en',
      outboundNumber: '12025550101',
      namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
      templateName: 'newtemplate_button_cta_feb14',
      messageComponents: [
        part('BodyComponent', 'body', ['1', '2', '3', '4', '5'], {
          title: null,
          content: 'Your ticket for ${{1}}\n\nTime - ${{2}}\nVenue - ${{3}}\nSeats - ${{4}} - ${{5}}',
          optOut: null,
          preview: 'Your ticket for Ann\n\nTime - 2\nVenue - 3\nSeats - 4 - ${{5}}',
        }),
        part('FooterComponent', 'footer', [], {
          content: 'Just show this QR code at the cinema',
          preview: 'Just show this QR code at the cinema',
        }),
        part('HeaderComponent', 'header', [], {
          mediaType: 'IMAGE',
          content: 'https://example.com/1963_Tornadoes.png',
          preview: 'https://example.com/1963_Tornadoes.png',
        }),
        part('HeaderComponent', 'header', ['1'], { mediaType: 'IMAGE', content: '${{1}}', preview: 'Ann' }),
        part('HeaderComponent', 'header', ['1'], {
          mediaType: 'DOCUMENT',
          content: 'https://example.com/{{1}}.pdf',
          preview: 'https://example.com/Ann.pdf',
        }),
        part('HeaderComponent', 'header', [], {
          mediaType: 'VIDEO',
          content: 'https://example.com/file_example.mp4',
          preview: 'https://example.com/file_example.mp4',
        }),
        part('CallButton', 'button', [], { index: 0, content: 'Call', preview: 'Call', phoneNumber: '+12025550102' }),
        part('UrlButton', 'button', ['1'], {
          index: 1,
          content: 'Link',
          url: 'https://example.com/{{1}}',
          preview: 'Link',
        }),
        part('QuickReplyButton', 'button', [], { index: 2, content: 'Yes', preview: 'Yes' }),
      ],
    });
  });

  it('reads what a header holds from its sub type, text where it has none', async () => {
    const subTypes = [undefined, 'text', 'Image', 'location'];
    const messageComponents = subTypes.map((sub_type) => ({ type: 'header', sub_type }));
    const channel = await channelOf(
      { type: 'wa', messageComponents },
      'messageComponents { ... on HeaderComponent { mediaType } }',
    );
    expect(channel.messageComponents).toEqual(['TEXT', 'TEXT', 'IMAGE', 'OTHER'].map((mediaType) => ({ mediaType })));
  });
});
