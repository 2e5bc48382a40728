import type { ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { personal } from './personal.ts';

const ProactiveAlertRecordType = builder.objectRef<ProactiveAlertRecord>('ProactiveAlertRecord').implement({
  description:
    'One alert as LiveDeflect reports it. No document shows this answer: what is recognised is typed, and raw is all of it.',
  fields: (t) => ({
    alertId: t.exposeString('alertId', { nullable: true, description: 'LiveDeflect’s id; null when not recognised.' }),
    externalAlertId: t.exposeString('externalAlertId', {
      nullable: true,
      description: 'The brand’s own id; null when none was given or recognised.',
    }),
    status: t.exposeString('status', {
      nullable: true,
      description: 'Its current status in LiveDeflect’s word; null when not recognised.',
    }),
    time: t.expose('time', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was sent; null when not recognised.',
    }),
    raw: t.field({
      type: 'JSON',
      ...personal(
        'ProactiveAlertRecord.raw',
        'All that the upstream sent of it.',
        ({ raw }: ProactiveAlertRecord) => raw,
      ),
    }),
  }),
});

/** A page of alert records. */
export const { connection: ProactiveAlertRecordConnectionType } = connectionTypes(
  'ProactiveAlertRecord',
  ProactiveAlertRecordType,
  'alerts that were sent, in the upstream’s order',
);
