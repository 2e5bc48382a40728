import type { DeliveryError } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { personal } from './personal.ts';

/** See its description. */
export const DeliveryErrorType = builder.objectRef<DeliveryError>('DeliveryError').implement({
  description: 'Why a message failed. Where the upstream swapped source and code, they stand right here.',
  fields: (t) => ({
    source: t.exposeString('source', {
      nullable: true,
      description: 'The system that failed, such as proactive or outbound_twilio; null when not told.',
    }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'Its code, not always a number (ntw_err, 5XX); null when not told.',
    }),
    message: t.string(
      personal(
        'DeliveryError.message',
        'The upstream’s own sentence, which may quote the recipient’s number; null when not told.',
        ({ message }: DeliveryError) => message,
      ),
    ),
    meaning: t.exposeString('meaning', {
      nullable: true,
      description: 'Plain words for the pair of source and code; null when LivePerson’s error dictionary lacks it.',
    }),
  }),
});
