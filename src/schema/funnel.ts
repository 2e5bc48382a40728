import {
  resolveDeliveryRate,
  resolveEligibilityRate,
  resolveFailureRate,
  resolveReadRate,
  resolveResponseRate,
} from '../resolvers/funnel.ts';
import type { Funnel } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';

/** See its description. */
export const FunnelType = builder.objectRef<Funnel>('Funnel').implement({
  description:
    'The full funnel of outbound messages: counts, and the rates that people read off them. Rates are 0 to 1, and null when there is nothing to divide by.',
  fields: (t) => ({
    attempted: t.exposeInt('attempted', { description: 'Messages or deflections handed to the service.' }),
    eligible: t.exposeInt('eligible', { description: 'Of the attempted, those whose recipient can receive them.' }),
    skipped: t.exposeInt('skipped', {
      description: 'Not sent because the consumer opted out. Part of failed in the upstream’s counts.',
    }),
    sent: t.exposeInt('sent', { description: 'Passed to the messaging gateway.' }),
    failed: t.exposeInt('failed', { description: 'Not delivered, ineligible recipients included.' }),
    delivered: t.exposeInt('delivered', {
      description: 'Reported as delivered. WhatsApp may report only read, so this can be less than read.',
    }),
    read: t.exposeInt('read', { description: 'Read by the consumer. Not reported for SMS, where it is 0.' }),
    conversationsCreated: t.exposeInt('conversationsCreated', {
      description: 'Answered by the consumer, with a conversation begun.',
    }),
    conversationsClosed: t.exposeInt('conversationsClosed', { description: 'Conversations closed since.' }),
    csat: t.exposeFloat('csat', {
      nullable: true,
      description:
        'Average consumer satisfaction score. 0 is the upstream’s, and perhaps means that there were no surveys; null when it is not known. Sums average the scores above 0, weighted by conversationsClosed.',
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
      description: 'read / sent; null when nothing was sent.',
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
  }),
});
