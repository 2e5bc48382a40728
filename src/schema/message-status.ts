import type { MessageStatus } from '../upstream/outbound-reporting/message-status.ts';
import { builder } from './builder.ts';

/** See its description. */
export const MessageStatusType = builder.enumType('MessageStatus', {
  description:
    'How far a message got. If LivePerson does not provide a status, the gateway derives it from the times, in this order: FAILED, SKIPPED, CANCELLED, RESPONDED, READ, DELIVERED, SENT, ELIGIBLE, ATTEMPTED.',
  values: {
    ATTEMPTED: { description: 'Handed to the messaging service. Nothing more is known.' },
    ELIGIBLE: { description: 'The recipient can receive it (a landline cannot). Invited, not yet sent.' },
    SENT: { description: 'Passed to the messaging gateway.' },
    DELIVERED: { description: 'Reported as delivered by the messaging gateway.' },
    READ: {
      description: 'Read by the consumer. According to later LivePerson documents, SMS by Twilio does not report it.',
    },
    RESPONDED: { description: 'The consumer answered and a conversation exists.' },
    FAILED: { description: 'Not delivered. `error` says why. Includes ineligible recipients.' },
    SKIPPED: { description: 'Not sent because the consumer opted out.' },
    CANCELLED: { description: 'Canceled before it was sent.' },
    OTHER: { description: 'A status that the gateway does not know. `statusCode` has LivePerson’s code.' },
  } satisfies Record<MessageStatus, { description: string }>,
});
