import type { MessagingChannel } from '../messaging-channel.ts';

/** Codes with the same sources and channels. */
type DictionaryPart = {
  /** The sources of the codes, the usual one first; `outbound` names no connector. */
  readonly sources: readonly string[];
  /** The channels on which the codes can occur. */
  readonly channels: readonly MessagingChannel[];
  readonly meanings: Readonly<Record<string, string>>;
};

const REPORTED: readonly MessagingChannel[] = ['SMS', 'WHATSAPP', 'IN_APP'];

/** LivePerson's error dictionary, in our own words. It has each pair of source and code once. */
export const ERROR_DICTIONARY: readonly DictionaryPart[] = [
  {
    sources: ['outbound_wa', 'outbound'],
    channels: ['WHATSAPP'],
    meanings: {
      400: 'WhatsApp could not download the media.',
      408: 'The WhatsApp server was not available. Try again.',
      410: 'The message expired within its time to live, before it was delivered.',
      470: 'More than 24 hours have passed since the consumer last replied, so the message must use a template.',
      471: 'WhatsApp limited the sender: too many of its messages were blocked or flagged, or its quality is low.',
      495: 'The connection to WhatsApp failed: the certificate does not match or is corrupt.',
      1000: 'The rich message failed. Check the format: images as JPG or PNG, documents as PDF, videos as MP4.',
      1005: 'WhatsApp denied access. Check the credentials, the certificate, the version and the account setup.',
      1014: 'The media could not be reached, or its upload failed.',
      1026: "The consumer's version of WhatsApp cannot receive the message.",
      1031: 'WhatsApp locked the sender account for a policy violation.',
    },
  },
  {
    sources: ['outbound_wa'],
    channels: ['WHATSAPP'],
    meanings: { ntw_err: "The network failed inside LivePerson's WhatsApp connector." },
  },
  {
    sources: ['outbound'],
    channels: ['WHATSAPP'],
    meanings: { '5XX': 'WhatsApp failed for an unknown reason. Try again later.' },
  },
  {
    sources: ['outbound_twilio', 'outbound'],
    channels: ['SMS'],
    meanings: {
      20003: 'Twilio denied permission.',
      20500: 'Twilio had an internal error.',
      21211: 'The number to send to is not valid.',
      21408: 'The number to send from is not enabled for this region.',
      21602: 'The message has no body.',
      21606: 'The number to send from cannot send messages.',
      21610: 'The consumer opted out of messages from this sender.',
      21611: "The sender's message queue is full.",
      21612: 'The number cannot be reached from this sender.',
      21614: 'The number to send to is not a mobile number.',
      21617: 'The message is longer than 1,600 characters.',
    },
  },
  {
    sources: ['outbound_twilio'],
    channels: ['SMS'],
    meanings: { ntw_err: "The network failed inside LivePerson's Twilio connector." },
  },
  {
    sources: ['twilio'],
    channels: ['SMS'],
    meanings: {
      5008: 'No delivery receipt arrived within 72 hours, so the message was marked as failed.',
      30001: 'The message queue overflowed.',
      30002: 'The Twilio account is suspended.',
      30003: 'The destination could not be reached.',
      30004: 'The message was blocked.',
      30005: 'The destination is unknown.',
      30006: 'The carrier cannot be reached, or the number is a landline.',
      30007: 'The carrier filtered the message as a violation of its rules.',
      30008: 'Delivery failed for an unknown reason.',
      30032: 'The toll-free number is not verified.',
    },
  },
  {
    sources: ['c2m'],
    channels: ['SMS', 'WHATSAPP'],
    meanings: {
      1001: 'The consumer is not eligible for the channel: the number is a landline or not valid.',
      1300: 'The skill has no engagement: it does not exist, or is not activated for Connect To Messaging.',
      1400: 'The consumer has an open conversation on the channel.',
      5000: 'Connect To Messaging had an unexpected internal error.',
      5401: 'Connect To Messaging had an internal server error.',
      5403: 'Connect To Messaging timed out internally.',
      5807: "The media's URL is not in the list of permitted URLs.",
    },
  },
  {
    sources: ['proactive'],
    channels: ['IN_APP'],
    meanings: {
      16: 'Internal error: the in-app token was not found.',
      17: 'Internal error: the in-app message could not be sent.',
      19: 'Internal error: the in-app certificate is missing.',
      27: 'The app does not support in-app messaging.',
      28: 'The consumer is not authenticated in the app.',
      1800: 'The consumer has an open in-app conversation.',
      5803: 'The in-app message could not be delivered.',
    },
  },
  {
    sources: ['proactive'],
    channels: REPORTED,
    meanings: {
      500: 'The message could not be sent: an open conversation, invalid input, or a network or connector error.',
      1001: 'The consumer is not eligible for the channel.',
      1301: 'The recipient did not pass validation when the campaign was published.',
      1302: 'The message has too many variables.',
      1303: 'The message has too few variables.',
      1400: 'The consumer has an open conversation.',
      1401: 'The request was bad or its input not valid.',
      5000: 'Proactive Messaging had an unexpected internal error.',
      5002: 'Proactive Messaging had a network error.',
      5401: 'Proactive Messaging had an unknown internal error.',
      5403: 'The connector of Proactive Messaging had an internal error.',
    },
  },
];

const MEANINGS = new Map(
  ERROR_DICTIONARY.flatMap(({ sources, meanings }) =>
    sources.flatMap((source) =>
      Object.entries(meanings).map(([code, meaning]) => [keyOf(source, code), meaning] as const),
    ),
  ),
);

/**
 * The meaning of a pair of error source and code, in any case; null if the dictionary does not have it. Codes 500 to
 * 599 of `outbound` are its `5XX` (our reading). Source: Outbound Reporting API, error codes.
 */
export function errorMeaning(source: string | null, code: string | null): string | null {
  if (source === null || code === null) return null;
  const listed = MEANINGS.get(keyOf(source, code));
  return listed ?? (/^5\d\d$/.test(code) ? MEANINGS.get(keyOf(source, code.replace(/\d\d$/, 'XX'))) : null) ?? null;
}

function keyOf(source: string, code: string): string {
  return JSON.stringify([source.toLowerCase(), code.toLowerCase()]);
}
