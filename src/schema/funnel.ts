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
  description:
    'The full funnel of outbound messages: counts, and the rates that people read off them. Rates are 0 to 1, and null when there is nothing to divide by.',
  fields: (t) =>
    ({
      attempted: t.exposeInt('attempted', { description: 'Messages or deflections handed to the service.' }),
      eligible: t.exposeInt('eligible', {
        description: 'Of the attempted, those whose recipient can receive them; a landline cannot.',
      }),
      skipped: t.exposeInt('skipped', {
        description:
          'Not sent, because the consumer opted out. Our reading of LivePerson’s examples: these are part of failed.',
      }),
      sent: t.exposeInt('sent', { description: 'Eligible and passed to the messaging gateway.' }),
      failed: t.exposeInt('failed', {
        description:
          'Delivery failures, ineligible recipients included. In LivePerson’s examples this is attempted less sent.',
      }),
      delivered: t.exposeInt('delivered', {
        description:
          'Reported as delivered by the messaging gateway. WhatsApp may report only that a message was read, so this can be less than read.',
      }),
      read: t.exposeInt('read', {
        description:
          'Read by the consumer. SMS by Twilio does not report it, according to later documents of LivePerson, and has 0 here.',
      }),
      conversationsCreated: t.exposeInt('conversationsCreated', {
        description: 'Answered by the consumer, so that a conversation exists.',
      }),
      conversationsClosed: t.exposeInt('conversationsClosed', { description: 'Of these, conversations since closed.' }),
      csat: t.exposeFloat('csat', {
        nullable: true,
        description:
          'The average score of consumer satisfaction surveys; null if it is not known. 0 is LivePerson’s, and stands for no surveys: our reading. LivePerson does not provide the number of surveys, so a sum of rows is an estimate of ours: the average of the scores above 0, weighted by conversationsClosed.',
      }),
      eligibilityRate: t.float({
        nullable: true,
        description: 'eligible / attempted; null when nothing was attempted.',
        resolve: resolveEligibilityRate,
      }),
      deliveryRate: t.float({
        nullable: true,
        description: 'delivered / sent; null when nothing was sent.',
        resolve: resolveDeliveryRate,
      }),
      readRate: t.float({
        nullable: true,
        description:
          'read / sent, over channels that report reads: rows of SMS without a read are left out. Null when nothing was sent on other channels.',
        resolve: resolveReadRate,
      }),
      responseRate: t.float({
        nullable: true,
        description: 'conversationsCreated / sent; null when nothing was sent.',
        resolve: resolveResponseRate,
      }),
      failureRate: t.float({
        nullable: true,
        description: 'failed / attempted; null when nothing was attempted.',
        resolve: resolveFailureRate,
      }),
    }) satisfies Record<FunnelCount | 'csat' | `${string}Rate`, unknown>,
});
