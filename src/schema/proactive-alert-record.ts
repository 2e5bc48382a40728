import type { ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { personal } from './personal.ts';

const ProactiveAlertRecordType = builder.objectRef<ProactiveAlertRecord>('ProactiveAlertRecord').implement({
  description:
    'An alert as LiveDeflect reports it. LivePerson does not document the response: typed fields have what the gateway recognizes, and `raw` has everything.',
  fields: (t) => ({
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
