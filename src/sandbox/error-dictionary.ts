/** The channels that Outbound Reporting covers (Outbound Reporting API, introduction). */
export type Channel = 'sms' | 'wa' | 'inapp';

/** Where on its way a message failed: before the gateway took the recipient, at the gateway, or after sending. */
export type FailureStage = 'recipient' | 'gateway' | 'delivery';

/**
 * Why a message failed: the values of errorSource, errorCode and errorMessage of a transaction. Codes are not always
 * numbers.
 */
export type Failure = { source: string; code: string; message: string };

type Row = readonly [source: string, code: string, message: string];

/** Sources and codes of the Outbound Reporting error dictionary, and "prmsg" with "400" of the document's example. */
const failures: Record<Channel, Record<FailureStage, readonly Row[]>> = {
  sms: {
    recipient: [
      ['outbound_twilio', '21614', 'The recipient is not a mobile number'],
      ['outbound_twilio', '21211', 'The To number is not a valid phone number'],
      ['proactive', '1301', 'Recipient validation failed'],
      ['proactive', '1400', 'The recipient has an open conversation'],
    ],
    gateway: [
      ['outbound_twilio', '21610', 'The recipient has opted out'],
      ['outbound_twilio', '21611', 'The message queue is full'],
      ['outbound_twilio', 'ntw_err', 'Network error on the way to the gateway'],
      ['prmsg', '400', 'Message failed to send'],
      ['outbound', '5XX', 'The outbound service failed'],
    ],
    delivery: [
      ['twilio', '30003', 'The destination handset is unreachable'],
      ['twilio', '30005', 'The destination handset is unknown'],
      ['twilio', '30007', 'The carrier filtered the message'],
      ['twilio', '5008', 'No delivery receipt'],
    ],
  },
  wa: {
    recipient: [
      ['outbound_wa', '1026', 'The recipient has an outdated version of WhatsApp'],
      ['proactive', '1400', 'The recipient has an open conversation'],
      ['proactive', '1303', 'Too few variables for the template'],
    ],
    gateway: [
      ['outbound_wa', '400', 'The media could not be downloaded'],
      ['outbound_wa', '471', 'The rate or quality limit is exceeded'],
      ['outbound_wa', 'ntw_err', 'Network error on the way to the gateway'],
      ['prmsg', '400', 'Message failed to send'],
    ],
    delivery: [
      ['outbound_wa', '410', 'The message expired before it was delivered'],
      ['outbound_wa', '470', 'More than 24 hours since the last reply'],
    ],
  },
  inapp: {
    recipient: [
      ['proactive', '27', 'The recipient has no in-app registration'],
      ['proactive', '28', 'The recipient is not authenticated'],
      ['proactive', '1800', 'The recipient has an open in-app conversation'],
    ],
    gateway: [
      ['proactive', '16', 'Internal in-app error'],
      ['prmsg', '400', 'Message failed to send'],
    ],
    delivery: [['proactive', '19', 'Internal in-app error']],
  },
};

const deflectionFailures: readonly Row[] = [
  ['c2m', '1001', 'The caller is not eligible'],
  ['c2m', '1300', 'No engagement for the skill'],
  ['c2m', '1400', 'The caller has an open conversation'],
  ['c2m', '5403', 'Timeout'],
];

/**
 * The ways in which a message of a channel fails at a stage; a deflection (app c2m) is refused by c2m itself. Never
 * empty.
 */
export function failuresOf(channel: Channel, stage: FailureStage, isDeflection: boolean): readonly Failure[] {
  return isDeflection && stage === 'recipient' ? deflections : prepared[channel][stage];
}

const deflections = deflectionFailures.map(failureOf);

const prepared = Object.fromEntries(
  Object.entries(failures).map(([channel, stages]) => [
    channel,
    Object.fromEntries(Object.entries(stages).map(([stage, rows]) => [stage, rows.map(failureOf)])),
  ]),
) as Record<Channel, Record<FailureStage, Failure[]>>;

function failureOf([source, code, message]: Row): Failure {
  return { source, code, message };
}
