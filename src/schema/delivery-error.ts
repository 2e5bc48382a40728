import type { DeliveryError } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { personal } from './personal.ts';

/** See its description. */
export const DeliveryErrorType = builder.objectRef<DeliveryError>('DeliveryError').implement({
  description: 'Why a message failed. Where LivePerson swaps source and code, the gateway swaps them back.',
  fields: (t) => ({
    source: t.exposeString('source', {
      nullable: true,
      description:
        'The system that failed, for example proactive or outbound_twilio. Null if LivePerson does not provide it.',
    }),
    code: t.exposeString('code', {
      nullable: true,
      description:
        'The error code, which is not always a number (ntw_err, 5XX). Null if LivePerson does not provide it.',
    }),
    message: t.string(
      personal(
        'DeliveryError.message',
        'LivePerson’s message, which may quote the recipient’s number. Null if LivePerson does not provide it.',
        ({ message }: DeliveryError) => message,
      ),
    ),
    meaning: t.exposeString('meaning', {
      nullable: true,
      description:
        'The meaning of this source and code in LivePerson’s error dictionary, in our words. Null if the dictionary does not have the pair.',
    }),
  }),
});
