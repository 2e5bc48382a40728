import type { DeliveryError } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { personal } from './personal.ts';

/** See its description. */
export const DeliveryErrorType = builder.objectRef<DeliveryError>('DeliveryError').implement({
  description: 'Why a message failed. Where LivePerson exchanged source and code, they are in their places here.',
  fields: (t) => ({
    source: t.exposeString('source', {
      nullable: true,
      description:
        'The system that failed, such as proactive or outbound_twilio; null if LivePerson does not provide it.',
    }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'Its code, not always a number (ntw_err, 5XX); null if LivePerson does not provide it.',
    }),
    message: t.string(
      personal(
        'DeliveryError.message',
        'LivePerson’s own sentence, which may quote the recipient’s number; null if LivePerson does not provide it.',
        ({ message }: DeliveryError) => message,
      ),
    ),
    meaning: t.exposeString('meaning', {
      nullable: true,
      description:
        'What LivePerson’s error dictionary says of the pair of source and code, in our words; null if it does not have the pair.',
    }),
  }),
});
