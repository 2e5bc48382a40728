import type { HandoffExample } from './handoff-shapes.ts';

const optOut = 'To stop receiving messages, reply STOP. For help, reply HELP.';

/**
 * Handoffs over Google RCS and in the app, with the components that the document shows for them (Outbound Configuration
 * API, response examples).
 */
export const richHandoffs: readonly HandoffExample[] = [
  {
    name: 'Store offer',
    lookbackPeriodDay: 0,
    lookbackPeriodHour: 1,
    routeAllWithinLookback: true,
    channels: [
      {
        type: 'googlercs',
        language: 'en',
        messageComponents: [
          { type: 'button', index: 0, content: 'I need help', sub_type: 'quick_reply' },
          { type: 'button', index: 1, content: 'Support FAQ', sub_type: 'url', url: 'https://store.example.com/faq' },
          {
            type: 'media',
            height: 'medium',
            thumbnailImageAlignment: 'right',
            content: '${{3}}',
            variables: ['3'],
          },
          {
            type: 'body',
            title: 'Thank you for using our Rich Messaging Service ${{1}}.',
            content: 'You can now message us while you are on the go! ${{2}}',
            variables: ['1', '2'],
          },
        ],
        cardOrientation: 'VERTICAL',
        serviceAccountName: 'c2m-sandbox-grcs',
      },
      {
        type: 'sms-twilio',
        language: 'en',
        outboundnumber: '+12025550131',
        messageComponents: [{ type: 'body', content: 'An offer for you: ${{1}}', variables: ['1'], optOut }],
      },
    ],
  },
  {
    name: 'Support FAQ',
    lookbackPeriodDay: 5,
    lookbackPeriodHour: 23,
    routeAllWithinLookback: false,
    channels: [
      {
        type: 'googlercs',
        language: 'en',
        messageComponents: [
          { type: 'body', content: 'This is example ${{1}}', variables: ['1'] },
          { type: 'button', index: 0, content: 'Call us', sub_type: 'phone_number', phone_number: '+12025550132' },
          { type: 'button', index: 1, content: 'Support FAQ', sub_type: 'url', url: 'https://support.example.com/' },
        ],
        outboundnumber: 'c2m-sandbox-grcs',
        serviceAccountName: 'c2m-sandbox-grcs',
      },
      {
        type: 'wa',
        language: 'en',
        namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
        templatename: 'support_faq',
        outboundnumber: '12025550133',
        messageComponents: [{ type: 'body', content: 'Read our answers at ${{1}}', variables: ['1'] }],
      },
    ],
  },
  {
    name: 'Lookbook',
    lookbackPeriodDay: 1,
    lookbackPeriodHour: 0,
    routeAllWithinLookback: false,
    channels: [
      {
        type: 'googlercs',
        language: 'en',
        messageComponents: [
          { type: 'media', content: 'https://media.example.com/lookbook.png', variables: [] },
          { type: 'media', content: '${{1}}', variables: ['1'] },
        ],
        serviceAccountName: 'c2m-sandbox-media-grcs',
      },
    ],
  },
  {
    name: 'News in the app',
    lookbackPeriodDay: 14,
    lookbackPeriodHour: 0,
    routeAllWithinLookback: true,
    channels: [
      {
        type: 'inapp',
        appNames: ['com.example.sdksample'],
        language: 'en',
        messageComponents: [
          {
            type: 'text',
            messageText: '${{3}}',
            notificationTitle: 'News for ${{1}}',
            notificationMessage: 'About ${{2}}',
            isSameMessageForNotification: true,
            variables: ['1', '2', '3'],
          },
          {
            url: '${{4}}',
            type: 'image',
            isClickable: true,
            destinationUrl: 'https://news.example.com',
            Variables: ['4'],
          },
        ],
      },
    ],
  },
  {
    name: 'Loyalty points',
    lookbackPeriodDay: 0,
    lookbackPeriodHour: 12,
    routeAllWithinLookback: false,
    channels: [
      {
        type: 'inapp',
        appName: 'com.example.loyalty',
        language: 'en',
        messageComponents: [
          {
            type: 'text',
            messageText: 'You have ${{1}} points',
            notificationTitle: 'Your points',
            notificationMessage: 'You have {{1}} points',
            isSameMessageForNotification: false,
            variables: ['1'],
          },
        ],
      },
    ],
  },
];
