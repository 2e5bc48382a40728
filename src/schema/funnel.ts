import {
  resolveDeliveryRate,
  resolveEligibilityRate,
  resolveFailureRate,
  resolveReadRate,
  resolveResponseRate,
} from '../resolvers/funnel.ts';
import type { Funnel, FunnelCount } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';

/** See its description. */
export const FunnelType = builder.objectRef<Funnel>('Funnel').implement({
  description: 'The funnel of outbound messages: counts, and rates from 0 to 1 that are computed from them.',
  fields: (t) =>
    ({
      attempted: t.exposeInt('attempted', { description: 'Messages or deflections handed to the service.' }),
      eligible: t.exposeInt('eligible', {
        description: 'Attempted, with a recipient who can receive the message (a landline cannot).',
      }),
      skipped: t.exposeInt('skipped', {
        description:
          'Not sent because the consumer opted out. In LivePerson’s examples these are part of failed (our reading).',
      }),
      sent: t.exposeInt('sent', { description: 'Eligible and passed to the messaging gateway.' }),
      failed: t.exposeInt('failed', {
        description:
          'Delivery failures, including ineligible recipients. In LivePerson’s examples this is attempted minus sent.',
      }),
      delivered: t.exposeInt('delivered', {
        description:
          'Reported as delivered by the messaging gateway. WhatsApp may report only that a message was read, so this can be lower than read.',
      }),
      read: t.exposeInt('read', {
        description:
          'Read by the consumer. According to later LivePerson documents, SMS by Twilio does not report it, so it counts 0 here.',
      }),
      conversationsCreated: t.exposeInt('conversationsCreated', {
        description: 'Answered by the consumer, which creates a conversation.',
      }),
      conversationsClosed: t.exposeInt('conversationsClosed', {
        description: 'Conversations created that have since been closed.',
      }),
      csat: t.exposeFloat('csat', {
        nullable: true,
        description:
          'The average score of customer satisfaction surveys. Null if it is not known. A score of 0 comes from LivePerson and means that there were no surveys (our reading). LivePerson does not provide the number of surveys, so the score of several rows is our estimate: the average of the scores above 0, weighted by conversationsClosed.',
      }),
      eligibilityRate: t.float({
        nullable: true,
        description: 'eligible / attempted. Null if nothing was attempted.',
        resolve: resolveEligibilityRate,
      }),
      deliveryRate: t.float({
        nullable: true,
        description: 'delivered / sent. Null if nothing was sent.',
        resolve: resolveDeliveryRate,
      }),
      readRate: t.float({
        nullable: true,
        description:
          'read / sent on channels that report reads: SMS rows without reads are left out. Null if nothing was sent in the other rows.',
        resolve: resolveReadRate,
      }),
      responseRate: t.float({
        nullable: true,
        description: 'conversationsCreated / sent. Null if nothing was sent.',
        resolve: resolveResponseRate,
      }),
      failureRate: t.float({
        nullable: true,
        description: 'failed / attempted. Null if nothing was attempted.',
        resolve: resolveFailureRate,
      }),
    }) satisfies Record<FunnelCount | 'csat' | `${string}Rate`, unknown>,
});
