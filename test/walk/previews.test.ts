import { describe, expect, it } from 'vitest';
import { channelOf, DOCUMENTED_CHANNELS } from '../support/handoff-wire.ts';

const [, WHATSAPP, IN_APP, CARD] = DOCUMENTED_CHANNELS;
const VALUES = '(values: ["Ann", "7 pm", "Hall {{1}}", "https://example.com/$&.png"])';
const TEXTS = `
  content
  ... on BodyComponent { title optOut }
  ... on CallButton { phoneNumber }
  ... on UrlButton { url }
  ... on InAppTextComponent { messageText notificationTitle notificationMessage }
  ... on InAppImageComponent { url destinationUrl }`;

describe('HandoffChannel.preview', () => {
  it('fills every text of an in-app message by one list of values', async () => {
    const { preview } = await channelOf(IN_APP, `preview${VALUES} { ${TEXTS} }`);
    expect(preview).toEqual([
      {
        content: 'Hall {{1}}',
        messageText: 'Hall {{1}}',
        notificationTitle: 'we Ann',
        notificationMessage: 'wsdc 7 pm',
      },
      {
        content: 'https://example.com/$&.png',
        url: 'https://example.com/$&.png',
        destinationUrl: 'https://www.liveperson.com',
      },
    ]);
  });

  it('fills title and media of a card, and the URL of a button', async () => {
    const card = await channelOf(
      CARD,
      `preview${VALUES} { ... on BodyComponent { title content } ... on MediaComponent { content } }`,
    );
    expect(card.preview.slice(2)).toEqual([
      { content: 'Hall {{1}}' },
      {
        title: 'Thank you for using our Rich Messaging Service Ann.',
        content: 'You can now message us while you are on the go! 7 pm',
      },
    ]);
    const whatsApp = await channelOf(WHATSAPP, 'preview(values: ["42"]) { ... on UrlButton { content url } }');
    expect(whatsApp.preview[7]).toEqual({ content: 'Link', url: 'https://example.com/42' });
  });

  it('leaves the message itself as it is, and placeholders without a value in the preview, too', async () => {
    const fields = '{ __typename componentType variables content }';
    const channel = await channelOf(WHATSAPP, `messageComponents ${fields} preview(values: []) ${fields}`);
    expect(channel.preview).toEqual(channel.messageComponents);
    const both = await channelOf(WHATSAPP, `preview(values: ["Ann"]) { content } messageComponents { content }`);
    expect(both.messageComponents[0].content).toContain('${{1}}');
    expect(both.preview[0].content).toContain('Ann\n\nTime - ${{2}}');
  });

  it('leaves whole what the gateway does not know', async () => {
    const raw = { type: 'carousel', content: '{{1}}' };
    const { preview } = await channelOf(
      { type: 'pigeon', messageComponents: [raw, 'words'] },
      'preview(values: ["Ann"]) { content preview(values: ["Ann"]) ... on OtherComponent { raw } }',
    );
    expect(preview).toEqual([
      { content: null, preview: null, raw },
      { content: null, preview: null, raw: {} },
    ]);
  });
});

describe('the texts of a component', () => {
  it.each([
    [
      { type: 'body', title: 'Hi {{1}}', optOut: 'STOP {{2}}' },
      'BodyComponent',
      ['title', 'optOut'],
      ['Hi Ann', 'STOP 7 pm'],
    ],
    [{ type: 'button', sub_type: 'url', url: 'https://e.com/{{1}}' }, 'UrlButton', ['url'], ['https://e.com/Ann']],
    [{ type: 'button', sub_type: 'phone_number', phone_number: '${{1}}' }, 'CallButton', ['phoneNumber'], ['Ann']],
    [
      { type: 'text', messageText: '{{1}}', notificationTitle: '{{2}}', notificationMessage: '{{3}}' },
      'InAppTextComponent',
      ['messageText', 'notificationTitle', 'notificationMessage'],
      ['Ann', '7 pm', '{{3}}'],
    ],
    [
      { type: 'image', url: '{{1}}', destinationUrl: '{{2}}' },
      'InAppImageComponent',
      ['url', 'destinationUrl'],
      ['Ann', '7 pm'],
    ],
  ])('can be had filled, each by itself: %j', async (wire, type, names, filled) => {
    const fields = names.map((name) => `${name} ${name}Filled: ${name}(values: ["Ann", "7 pm"])`).join(' ');
    const channel = await channelOf(
      { type: 'sms-twilio', messageComponents: [wire] },
      `messageComponents { ... on ${type} { ${fields} } }`,
    );
    const [component] = channel.messageComponents;
    expect(names.map((name) => component[`${name}Filled`])).toEqual(filled);
    expect(names.map((name) => component[name]).join()).toContain('{{1}}');
  });

  it.each(['body', 'header', 'footer', 'media', 'text', 'image'])('are null where a %s has none', async (type) => {
    const channel = await channelOf(
      { type: 'sms-twilio', messageComponents: [{ type }] },
      'messageComponents { content preview(values: ["Ann"]) }',
    );
    expect(channel.messageComponents).toEqual([{ content: null, preview: null }]);
  });
});
