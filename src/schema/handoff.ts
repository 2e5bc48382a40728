import { resolveChannels } from '../resolvers/handoffs.ts';
import { resolveId } from '../resolvers/node.ts';
import type { Handoff, Lookback } from '../upstream/outbound-configuration/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { HandoffChannelType } from './handoff-channel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';

const LookbackType = builder.objectRef<Lookback>('Lookback').implement({
  description: 'How long after a message an answer is routed by its handoff.',
  fields: (t) => ({
    days: t.exposeInt('days', { description: 'Whole days, 0 to 30.' }),
    hours: t.exposeInt('hours', { description: 'Hours beyond the days, 0 to 23.' }),
  }),
});

/** See its description. */
export const HandoffType = builder.objectRef<Handoff>('Handoff').implement({
  description:
    'What is sent on which channel, and where the consumer’s answer is routed. Read-only, as configured in Proactive Messaging.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: resolveId('Handoff') }),
    handoffId: t.exposeString('handoffId', {
      description:
        'The upstream’s id, such as H000000000000001. A channel that the upstream lists without its handoff has its place in the list here, such as @0.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'Its title; null when not told.' }),
    lookback: t.expose('lookback', {
      type: LookbackType,
      nullable: true,
      description: 'How long answers are routed by it; null when not told.',
    }),
    routeAllWithinLookback: t.exposeBoolean('routeAllWithinLookback', {
      nullable: true,
      description: 'Whether reopened conversations within the lookback are routed, too; null when not told.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was made; null when not told.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last changed; null when not told.',
    }),
    channels: t.field({
      type: [HandoffChannelType],
      description: 'Its channels.',
      args: { channel: t.arg({ type: MessagingChannelType, description: 'Only those of this kind.' }) },
      resolve: resolveChannels,
    }),
  }),
});

/** A page of handoffs. */
export const { connection: HandoffConnectionType } = connectionTypes(
  'Handoff',
  HandoffType,
  'handoffs, in the upstream’s order',
);
