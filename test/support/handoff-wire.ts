import { expect } from 'vitest';
import { over } from './ask.ts';
import { handoffRow } from './wire.ts';

/** The documents' examples of channels, in their order: text message, WhatsApp, in-app, three of RCS; and Apple's, which has none. */
export const DOCUMENTED_CHANNELS: readonly Record<string, unknown>[] = [
  {
    type: 'sms-twilio',
    language: 'en',
    outboundnumber: '+12025550100',
    messageComponents: [
      {
        type: 'body',
        content: 'Hi ${{1}}',
        variables: ['1'],
        optOut: 'To stop receiving messages, reply STOP. For help, reply HELP.',
      },
    ],
  },
  {
    type: 'wa',
    language: 'en',
    namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
    templatename: 'newtemplate_button_cta_feb14',
    outboundnumber: '12025550101',
    messageComponents: [
      {
        type: 'body',
        content: 'Your ticket for ${{1}}\n\nTime - ${{2}}\nVenue - ${{3}}\nSeats - ${{4}} - ${{5}}',
        variables: ['1', '2', '3', '4', '5'],
      },
      { type: 'footer', content: 'Just show this QR code at the cinema' },
      { type: 'header', sub_type: 'image', content: 'https://example.com/1963_Tornadoes.png', variables: [] },
      { type: 'header', sub_type: 'image', content: '${{1}}', variables: ['1'] },
      { type: 'header', sub_type: 'document', content: 'https://example.com/{{1}}.pdf', variables: ['1'] },
      { type: 'header', sub_type: 'video', content: 'https://example.com/file_example.mp4', variables: [] },
      { type: 'button', index: 0, content: 'Call', sub_type: 'phone_number', phone_number: '+12025550102' },
      {
        type: 'button',
        index: 1,
        content: 'Link',
        sub_type: 'url',
        url: 'https://example.com/{{1}}',
        variables: ['1'],
      },
      { type: 'button', index: 2, content: 'Yes', sub_type: 'quick_reply' },
    ],
  },
  {
    type: 'inapp',
    appNames: ['com.liveperson.sdksample'],
    language: 'en',
    messageComponents: [
      {
        type: 'text',
        messageText: '${{3}}',
        notificationTitle: 'we ${{1}}',
        notificationMessage: 'wsdc ${{2}}',
        isSameMessageForNotification: true,
        variables: ['1', '2', '3'],
      },
      {
        url: '${{4}}',
        type: 'image',
        isClickable: true,
        destinationUrl: 'https://www.liveperson.com',
        Variables: ['4'],
      },
    ],
  },
  {
    type: 'googlercs',
    language: 'en',
    messageComponents: [
      { type: 'button', index: 0, content: 'I need help', sub_type: 'quick_reply' },
      { type: 'button', index: 1, content: 'Support FAQ', sub_type: 'url', url: 'https://example.com/faq.jpg' },
      { type: 'media', height: 'medium', thumbnailImageAlignment: 'right', content: '${{3}}', variables: ['3'] },
      {
        type: 'body',
        title: 'Thank you for using our Rich Messaging Service ${{1}}.',
        content: 'You can now message us while you are on the go! ${{2}}',
        variables: ['1', '2'],
      },
    ],
    cardOrientation: 'VERTICAL',
    serviceAccountName: 'c2m-7453907-grcs',
  },
  {
    type: 'googlercs',
    language: 'en',
    messageComponents: [
      { type: 'body', content: 'This is example ${{1}}', variables: ['1'] },
      { type: 'button', index: 0, content: 'Call us', sub_type: 'phone_number', phone_number: '+12025550103' },
    ],
    outboundnumber: 'c2m-7453907-grcs',
    serviceAccountName: 'c2m-7453907-grcs',
  },
  { type: 'apple-twilio', language: 'en', outboundnumber: '+12025550104', messageComponents: [] },
];

/** Every field of a channel and its components that the graph has. */
export const ALL_CHANNEL_FIELDS = `
  __typename channel channelCode language outboundNumber
  ... on WhatsAppChannel { namespace templateName }
  ... on InAppChannel { appNames }
  ... on GoogleRcsChannel { cardOrientation serviceAccountName }
  ... on OtherChannel { raw }
  messageComponents {
    __typename componentType variables
    content preview(values: ["Ann", "2", "3", "4"])
    ... on BodyComponent { title optOut }
    ... on HeaderComponent { mediaType }
    ... on CallButton { index phoneNumber }
    ... on UrlButton { index url }
    ... on QuickReplyButton { index }
    ... on MediaComponent { height thumbnailImageAlignment cardOrientation serviceAccountName }
    ... on InAppTextComponent { messageText notificationTitle notificationMessage isSameMessageForNotification }
    ... on InAppImageComponent { url isClickable destinationUrl }
    ... on OtherComponent { raw }
  }`;

/** What the graph tells of the channels of one handoff. */
export async function channelsOf(channels: readonly unknown[], selection: string) {
  const { ask } = await over({ json: [handoffRow('H1', { channels })] });
  const { account, codes } = await ask(`handoffs { nodes { channels { ${selection} } } }`);
  expect(codes).toEqual([]);
  return account.handoffs.nodes[0].channels;
}

/** What the graph tells of a channel, the only one of its handoff. */
export async function channelOf(channel: unknown, selection: string) {
  const [only] = await channelsOf([channel], selection);
  return only;
}

/** A component of a graph's answer: what all have, and `more`. */
export function part(typename: string, componentType: string, variables: readonly string[], more: object) {
  return { __typename: typename, componentType, variables, ...more };
}
