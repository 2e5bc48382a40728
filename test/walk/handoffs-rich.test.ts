import { describe, expect, it } from 'vitest';
import { ALL_CHANNEL_FIELDS, channelOf, DOCUMENTED_CHANNELS, part } from '../support/handoff-wire.ts';

describe('InAppChannel', () => {
  it('has every field and component of the document', async () => {
    expect(await channelOf(DOCUMENTED_CHANNELS[2], ALL_CHANNEL_FIELDS)).toEqual({
      __typename: 'InAppChannel',
      channel: 'IN_APP',
      channelCode: 'inapp',
      language: 'en',
      outboundNumber: null,
      appNames: ['com.liveperson.sdksample'],
      messageComponents: [
        part('InAppTextComponent', 'text', ['1', '2', '3'], {
          content: '${{3}}',
          messageText: '${{3}}',
          notificationTitle: 'we ${{1}}',
          notificationMessage: 'wsdc ${{2}}',
          isSameMessageForNotification: true,
          preview: '3',
        }),
        part('InAppImageComponent', 'image', ['4'], {
          content: '${{4}}',
          preview: '4',
          url: '${{4}}',
          isClickable: true,
          destinationUrl: 'https://www.liveperson.com',
        }),
      ],
    });
  });
});

describe('GoogleRcsChannel', () => {
  const RCS = {
    __typename: 'GoogleRcsChannel',
    channel: 'GOOGLE_RCS',
    channelCode: 'googlercs',
    language: 'en',
    serviceAccountName: 'c2m-7453907-grcs',
  };

  it('has every field and component of the document’s rich card', async () => {
    expect(await channelOf(DOCUMENTED_CHANNELS[3], ALL_CHANNEL_FIELDS)).toEqual({
      ...RCS,
      outboundNumber: null,
      cardOrientation: 'VERTICAL',
      messageComponents: [
        part('QuickReplyButton', 'button', [], { index: 0, content: 'I need help', preview: 'I need help' }),
        part('UrlButton', 'button', [], {
          index: 1,
          content: 'Support FAQ',
          url: 'https://example.com/faq.jpg',
          preview: 'Support FAQ',
        }),
        part('MediaComponent', 'media', ['3'], {
          content: '${{3}}',
          height: 'medium',
          thumbnailImageAlignment: 'right',
          cardOrientation: null,
          serviceAccountName: null,
          preview: '3',
        }),
        part('BodyComponent', 'body', ['1', '2'], {
          title: 'Thank you for using our Rich Messaging Service ${{1}}.',
          content: 'You can now message us while you are on the go! ${{2}}',
          optOut: null,
          preview: 'You can now message us while you are on the go! 2',
        }),
      ],
    });
  });

  it('has every field and component of the document’s text with suggestions', async () => {
    expect(await channelOf(DOCUMENTED_CHANNELS[4], ALL_CHANNEL_FIELDS)).toEqual({
      ...RCS,
      outboundNumber: 'c2m-7453907-grcs',
      cardOrientation: null,
      messageComponents: [
        part('BodyComponent', 'body', ['1'], {
          title: null,
          content: 'This is example ${{1}}',
          optOut: null,
          preview: 'This is example Ann',
        }),
        part('CallButton', 'button', [], {
          index: 0,
          content: 'Call us',
          preview: 'Call us',
          phoneNumber: '+12025550103',
        }),
      ],
    });
  });
});

describe('OtherChannel', () => {
  it('keeps whole what the gateway does not know, and so do components and buttons', async () => {
    const parts = [
      { type: 'carousel', cards: [1] },
      { type: 'button', sub_type: 'hologram', index: 0 },
      { type: 'button', content: 'of no sub type' },
    ];
    const pigeon = { type: 'pigeon', speed: 60, messageComponents: parts };
    expect(await channelOf(pigeon, ALL_CHANNEL_FIELDS)).toEqual({
      __typename: 'OtherChannel',
      channel: 'OTHER',
      channelCode: 'pigeon',
      language: null,
      outboundNumber: null,
      raw: pigeon,
      messageComponents: parts.map((raw) =>
        part('OtherComponent', raw.type, [], { content: null, preview: null, raw }),
      ),
    });
  });

  it('stands for a channel and a component that are none', async () => {
    const channel = await channelOf({ messageComponents: ['words'] }, ALL_CHANNEL_FIELDS);
    expect(channel).toMatchObject({
      __typename: 'OtherChannel',
      channelCode: '',
      messageComponents: [{ __typename: 'OtherComponent', componentType: '', variables: [], raw: {} }],
    });
  });
});
