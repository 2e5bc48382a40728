/** The channels that Outbound Reporting covers (Outbound Reporting API, introduction). */
export const channels = ['sms', 'wa', 'inapp'] as const;

/** See `channels`. */
export type Channel = (typeof channels)[number];

/** Where a message failed: at the check of the recipient, at the messaging gateway, or after sending. */
export type FailureStage = 'recipient' | 'gateway' | 'delivery';

/**
 * Why a message failed: the values of errorSource, errorCode and errorMessage of a transaction. Codes are not always
 * numbers.
 */
export type Failure = { source: string; code: string; message: string };

type Row = readonly [source: string, code: string, stage: FailureStage, channels: readonly Channel[], message: string];

const numbers: readonly Channel[] = ['sms', 'wa'];

/** Pairs of source and code from Outbound Reporting's error dictionary, with their channels. */
const rows: readonly Row[] = [
  ['outbound_twilio', '21614', 'recipient', ['sms'], 'The recipient is not a mobile number'],
  ['outbound_twilio', '21211', 'recipient', ['sms'], 'The To number is not a valid phone number'],
  ['outbound_twilio', '21610', 'gateway', ['sms'], 'The recipient has opted out'],
  ['outbound', '21611', 'gateway', ['sms'], 'The message queue is full'],
  ['outbound_twilio', 'ntw_err', 'gateway', ['sms'], 'Network error on the way to the gateway'],
  ['twilio', '30003', 'delivery', ['sms'], 'The destination handset is unreachable'],
  ['twilio', '30005', 'delivery', ['sms'], 'The destination handset is unknown'],
  ['twilio', '30007', 'delivery', ['sms'], 'The carrier filtered the message'],
  ['twilio', '5008', 'delivery', ['sms'], 'No delivery receipt'],
  ['outbound_wa', '1026', 'recipient', ['wa'], 'The recipient has an outdated version of WhatsApp'],
  ['outbound_wa', '400', 'gateway', ['wa'], 'The media could not be downloaded'],
  ['outbound_wa', '471', 'gateway', ['wa'], 'The rate or quality limit is exceeded'],
  ['outbound_wa', 'ntw_err', 'gateway', ['wa'], 'Network error on the way to the gateway'],
  ['outbound', '5XX', 'gateway', ['wa'], 'The WhatsApp service failed'],
  ['outbound_wa', '410', 'delivery', ['wa'], 'The message expired before it was delivered'],
  ['outbound', '470', 'delivery', ['wa'], 'More than 24 hours since the last reply'],
  ['proactive', '27', 'recipient', ['inapp'], 'The app does not support in-app messages'],
  ['proactive', '28', 'recipient', ['inapp'], 'The recipient is not authenticated'],
  ['proactive', '1800', 'recipient', ['inapp'], 'The recipient has an open in-app conversation'],
  ['proactive', '16', 'gateway', ['inapp'], 'The in-app token was not found'],
  ['proactive', '17', 'gateway', ['inapp'], 'The in-app message could not be sent'],
  ['proactive', '19', 'gateway', ['inapp'], 'The in-app certificate is missing'],
  ['proactive', '5803', 'delivery', ['inapp'], 'The in-app message could not be delivered'],
  ['proactive', '1400', 'recipient', numbers, 'The recipient has an open conversation'],
  ['proactive', '1301', 'recipient', channels, 'Recipient validation failed'],
  ['proactive', '1303', 'recipient', channels, 'Too few variables for the template'],
  ['proactive', '5002', 'gateway', channels, 'Network error'],
  ['c2m', '1001', 'recipient', numbers, 'The caller is not eligible'],
  ['c2m', '1300', 'recipient', numbers, 'No engagement for the skill'],
  ['c2m', '1400', 'recipient', numbers, 'The caller has an open conversation'],
  ['c2m', '5403', 'gateway', numbers, 'Timeout'],
];

/** Every failure in the sandbox, with its stage and channels. */
export const failures = rows.map(([source, code, stage, channels, message]) => {
  return { source, code, message, stage, channels };
});

/**
 * The failures of a channel's messages at a stage; `c2m` rejects only deflections, `proactive` only other messages.
 * Never empty for the channels of an app.
 */
export function failuresOf(channel: Channel, stage: FailureStage, isDeflection: boolean): readonly Failure[] {
  const other = isDeflection ? 'proactive' : 'c2m';
  return failures.filter((row) => row.source !== other && row.stage === stage && row.channels.includes(channel));
}
