import type { HandoffExample } from './handoff-shapes.ts';

const optOut = 'To stop receiving messages, reply STOP. For help, reply HELP.';

/**
 * Handoffs over SMS, WhatsApp and Apple, with the components that the document shows for them (Outbound Configuration
 * API, response examples).
 */
export const textHandoffs: readonly HandoffExample[] = [
  {
    name: 'Order update',
    lookbackPeriodDay: 1,
    lookbackPeriodHour: 0,
    routeAllWithinLookback: true,
    channels: [
      {
        type: 'sms-twilio',
        language: 'en',
        outboundnumber: '+12025550121',
        messageComponents: [{ type: 'body', content: 'Hi ${{1}}', variables: ['1'], optOut }],
      },
    ],
  },
  {
    name: 'Cinema ticket',
    lookbackPeriodDay: 3,
    lookbackPeriodHour: 12,
    routeAllWithinLookback: false,
    channels: [
      {
        type: 'wa',
        language: 'en',
        namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
        templatename: 'cinema_ticket_button_cta',
        outboundnumber: '12025550122',
        messageComponents: [
          { type: 'header', sub_type: 'image', content: 'https://media.example.com/cinema.png', variables: [] },
          {
            type: 'body',
            content: 'Your ticket for ${{1}}\n\nTime - ${{2}}\nVenue - ${{3}}\nSeats - ${{4}} - ${{5}}',
            variables: ['1', '2', '3', '4', '5'],
          },
          { type: 'footer', content: 'Just show this QR code at the cinema' },
          { type: 'button', index: 0, content: 'Call', sub_type: 'phone_number', phone_number: '+12025550123' },
          {
            type: 'button',
            index: 1,
            content: 'Link',
            sub_type: 'url',
            url: 'https://cinema.example.com/{{1}}',
            variables: ['1'],
          },
        ],
      },
    ],
  },
  {
    name: 'Payment reminder',
    lookbackPeriodDay: 30,
    lookbackPeriodHour: 0,
    routeAllWithinLookback: true,
    channels: [
      {
        type: 'sms-twilio',
        language: 'en',
        outboundnumber: '+12025550124',
        messageComponents: [
          { type: 'body', content: 'Your bill of ${{1}} is due on ${{2}}', variables: ['1', '2'], optOut },
        ],
      },
      {
        type: 'wa',
        language: 'en',
        namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
        templatename: 'payment_reminder',
        outboundnumber: '12025550125',
        messageComponents: [
          {
            type: 'header',
            sub_type: 'document',
            content: 'https://bills.example.com/{{1}}.pdf',
            variables: ['1'],
          },
          { type: 'body', content: 'Your bill of ${{2}} is due on ${{3}}', variables: ['2', '3'] },
        ],
      },
    ],
  },
  {
    name: 'Flight delay',
    lookbackPeriodDay: 0,
    lookbackPeriodHour: 6,
    routeAllWithinLookback: true,
    channels: [
      {
        type: 'wa',
        language: 'es',
        namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
        templatename: 'flight_delay',
        outboundnumber: '12025550126',
        messageComponents: [
          { type: 'header', sub_type: 'video', content: 'https://media.example.com/delay.mp4', variables: [] },
          { type: 'body', content: 'Flight ${{1}} leaves at ${{2}}. Shall we help you?', variables: ['1', '2'] },
          { type: 'button', index: 0, content: 'Yes', sub_type: 'quick_reply' },
          { type: 'button', index: 1, content: 'No', sub_type: 'quick_reply' },
        ],
      },
    ],
  },
  {
    name: 'Appointment',
    lookbackPeriodDay: 2,
    lookbackPeriodHour: 0,
    routeAllWithinLookback: false,
    channels: [
      {
        type: 'apple-twilio',
        language: 'en',
        outboundnumber: '+12025550127',
        messageComponents: [{ type: 'body', content: 'See you on ${{1}} at {{2}}', variables: ['1', '2'] }],
      },
      {
        type: 'sms-twilio',
        language: 'en',
        outboundnumber: '12025550127',
        messageComponents: [{ type: 'body', content: 'See you on ${{1}} at {{2}}', variables: ['1', '2'], optOut }],
      },
    ],
  },
  {
    name: 'Product tour',
    lookbackPeriodDay: 7,
    lookbackPeriodHour: 0,
    routeAllWithinLookback: false,
    channels: [
      {
        type: 'wa',
        language: 'en',
        namespace: 'b8520e15_f77b_5f76_fb50_9f756d03676b',
        templatename: 'product_tour',
        outboundnumber: '12025550128',
        messageComponents: [
          { type: 'header', sub_type: 'image', content: '${{1}}', variables: ['1'] },
          { type: 'body', content: 'Have a look at what is new', variables: [] },
        ],
      },
    ],
  },
];
