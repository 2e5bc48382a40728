import { resolveId } from '../resolvers/node.ts';
import type { ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';
import { personal } from './personal.ts';

const ProactiveAlertRecordType = builder.objectRef<ProactiveAlertRecord>('ProactiveAlertRecord').implement({
  description:
    'An alert as LiveDeflect reports it. LivePerson does not document the response: typed fields have what the gateway recognizes, and `raw` has everything.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description:
        'The global id: of the time and the alertId (or externalAlertId), numbered if several alerts have both. Fetching the node again costs one call, the day’s report; without a time it gives null.',
      resolve: resolveId('ProactiveAlertRecord'),
    }),
    alertId: t.exposeString('alertId', {
      nullable: true,
      description: 'LiveDeflect’s id of the alert. Null if the gateway does not recognize it.',
    }),
    externalAlertId: t.exposeString('externalAlertId', {
      nullable: true,
      description: 'The brand’s own id of the alert. Null if none was given, or the gateway does not recognize it.',
    }),
    status: t.exposeString('status', {
      nullable: true,
      description: 'LiveDeflect’s code for the current status. Null if the gateway does not recognize it.',
    }),
    skill: t.exposeString('skill', {
      nullable: true,
      description: 'The skill that it was sent for. Null if the gateway does not recognize it.',
    }),
    templateName: t.exposeString('templateName', {
      nullable: true,
      description: 'The name of its template. Null if the gateway does not recognize it.',
    }),
    templateLanguage: t.exposeString('templateLanguage', {
      nullable: true,
      description:
        'The language of its template, in the words of the template. Null if the gateway does not recognize it.',
    }),
    channel: t.expose('channel', {
      type: MessagingChannelType,
      nullable: true,
      description: 'The channel. Null if none was requested, or the gateway does not recognize it.',
    }),
    channelCode: t.exposeString('channelCode', {
      nullable: true,
      description: 'LiveDeflect’s code for the channel. Null if `channel` is.',
    }),
    time: t.expose('time', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was sent. Null if the gateway does not recognize it.',
    }),
    raw: t.field({
      type: 'JSON',
      ...personal(
        'ProactiveAlertRecord.raw',
        'Everything that LivePerson sent about the alert.',
        ({ raw }: ProactiveAlertRecord) => raw,
      ),
    }),
  }),
});

/** A page of alert records. */
export const { connection: ProactiveAlertRecordConnectionType } = connectionTypes(
  'ProactiveAlertRecord',
  ProactiveAlertRecordType,
  'alerts that were sent, in LivePerson’s order',
);
