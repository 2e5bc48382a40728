import { resolveChannels } from '../resolvers/handoffs.ts';
import { resolveId } from '../resolvers/node.ts';
import type { Handoff, Lookback } from '../upstream/outbound-configuration/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { HandoffChannelType } from './handoff-channel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';

const LookbackType = builder.objectRef<Lookback>('Lookback').implement({
  description: 'How long after a message answers are routed by its handoff.',
  fields: (t) => ({
    days: t.exposeInt('days', { description: 'Whole days, 0 to 30.' }),
    hours: t.exposeInt('hours', { description: 'Hours beyond the days, 0 to 23.' }),
  }),
});

/** See its description. */
export const HandoffType = builder.objectRef<Handoff>('Handoff').implement({
  description:
    'What is sent on which channel, and where the consumer’s answer is routed. Configured in Proactive Messaging, and read-only here.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: resolveId('Handoff') }),
    handoffId: t.exposeString('handoffId', {
      description:
        'LivePerson’s id, for example H000000000000001. For a channel that LivePerson lists without its handoff, the position in the list, for example @0.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'The title. Null if LivePerson does not provide it.' }),
    lookback: t.expose('lookback', {
      type: LookbackType,
      nullable: true,
      description: 'How long answers are routed by the handoff. Null if LivePerson does not provide it.',
    }),
    routeAllWithinLookback: t.exposeBoolean('routeAllWithinLookback', {
      nullable: true,
      description:
        'Whether reopened conversations within the lookback are routed too. Null if LivePerson does not provide it.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was created. Null if LivePerson does not provide it.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was last changed. Null if LivePerson does not provide it.',
    }),
    channels: t.field({
      type: [HandoffChannelType],
      description: 'The channels: all of them unless `channel` is given, however the handoff was found.',
      args: { channel: t.arg({ type: MessagingChannelType, description: 'Only channels of this kind.' }) },
      resolve: resolveChannels,
    }),
  }),
});

/** A page of handoffs. */
export const { connection: HandoffConnectionType } = connectionTypes(
  'Handoff',
  HandoffType,
  'handoffs, in LivePerson’s order',
);
