import type { MessageStatus } from '../upstream/outbound-reporting/message-status.ts';
import { builder } from './builder.ts';

/** See its description. */
export const MessageStatusType = builder.enumType('MessageStatus', {
  description:
    'How far a message came. Where the upstream names no status it is read off the times, in this order: FAILED, SKIPPED, CANCELLED, RESPONDED, READ, DELIVERED, SENT, ELIGIBLE, ATTEMPTED.',
  values: {
    ATTEMPTED: { description: 'Handed to the messaging service, nothing more known.' },
    ELIGIBLE: { description: 'The recipient can receive it (a landline cannot); invited, not yet sent.' },
    SENT: { description: 'Passed to the messaging gateway.' },
    DELIVERED: { description: 'Delivered, as the messaging gateway reports.' },
    READ: {
      description:
        'Read by the consumer. SMS by Twilio does not report it, according to later documents of LivePerson.',
    },
    RESPONDED: { description: 'The consumer answered and a conversation exists.' },
    FAILED: { description: 'Not delivered; error says why. Includes recipients who are not eligible.' },
    SKIPPED: { description: 'Not sent, because the consumer opted out.' },
    CANCELLED: { description: 'Called off before it was sent.' },
    OTHER: { description: 'A status that this gateway does not know; statusCode tells the upstream’s word.' },
  } satisfies Record<MessageStatus, { description: string }>,
});
