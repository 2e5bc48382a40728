const MEANINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  outbound: { '5XX': 'The messaging gateway had an error of its own.' },
  outbound_wa: {
    400: 'WhatsApp could not download the media.',
    408: 'WhatsApp was unavailable.',
    410: 'The message expired before it could be delivered.',
    470: 'The 24 hours in which a reply is allowed had passed.',
    471: 'WhatsApp limited the sender for its rate or quality.',
    495: 'The connection or certificate to WhatsApp failed.',
    1000: 'WhatsApp refused the format of the rich content.',
    1005: 'WhatsApp denied access.',
    1014: "The message's media could not be reached.",
    1026: "The consumer's version of WhatsApp cannot show the message.",
    1031: "The sender's WhatsApp account is locked.",
    ntw_err: 'The network to WhatsApp failed.',
  },
  outbound_twilio: {
    20003: 'Twilio refused the credentials.',
    20500: 'Twilio had an error of its own.',
    21211: 'The number to send to is not valid.',
    21408: 'Sending to this region is not permitted.',
    21602: 'The message had no text.',
    21606: 'The number to send from cannot send messages.',
    21610: 'The consumer opted out of messages from this number.',
    21611: "The sender's queue is full.",
    21612: 'The number cannot be reached from this sender.',
    21614: 'The number is not a mobile number.',
    21617: 'The message is too long.',
    ntw_err: 'The network to Twilio failed.',
  },
  twilio: {
    5008: 'No delivery receipt came within 72 hours.',
    30001: "The carrier's queue overflowed.",
    30002: 'The Twilio account is suspended.',
    30003: "The consumer's handset could not be reached.",
    30004: 'The message was blocked.',
    30005: 'The number is unknown or no longer exists.',
    30006: 'The number is a landline, or its carrier cannot be reached.',
    30007: 'The carrier filtered the message.',
    30008: 'The carrier gave no reason.',
    30032: 'The toll-free number is not verified.',
  },
  c2m: {
    1001: 'The consumer is not eligible for messaging.',
    1300: 'No engagement is set up for the skill.',
    1400: 'The consumer has an open conversation.',
    5000: 'Connect To Messaging had an error of its own.',
    5401: 'Connect To Messaging could not authenticate.',
    5403: 'Connect To Messaging timed out.',
    5807: "The media's URL is not permitted.",
  },
  proactive: {
    16: 'In-app messaging had an error of its own.',
    17: 'In-app messaging had an error of its own.',
    19: 'In-app messaging had an error of its own.',
    27: 'The consumer has no in-app messaging.',
    28: 'The consumer was not authenticated in the app.',
    500: 'Proactive Messaging had an error of its own.',
    1001: 'The consumer is not eligible for messaging.',
    1301: 'The recipient did not pass validation.',
    1302: 'More variables were given than the template has.',
    1303: 'Fewer variables were given than the template has.',
    1400: 'The consumer has an open conversation.',
    1401: 'The request was not valid.',
    1800: 'The consumer has an open in-app conversation.',
    5000: 'Proactive Messaging had an error of its own.',
    5002: 'Proactive Messaging had an error of its own.',
    5401: 'Proactive Messaging could not authenticate.',
    5403: 'Proactive Messaging timed out.',
    5803: 'Proactive Messaging had an error of its own.',
  },
};

/**
 * What a pair of error source and code means, in plain words; null when the dictionary lacks it.
 * The gateways behind `outbound_<n>` share WhatsApp's codes. Source: Outbound Reporting API, error codes.
 */
export function errorMeaning(source: string | null, code: string | null): string | null {
  if (source === null || code === null) return null;
  const known = source.toLowerCase().replace(/^outbound_\d+$/, 'outbound_wa');
  const meanings = Object.hasOwn(MEANINGS, known) ? MEANINGS[known] : undefined;
  if (meanings === undefined) return null;
  const key = known === 'outbound' && /^5\d\d$/.test(code) ? '5XX' : code;
  return Object.hasOwn(meanings, key) ? (meanings[key] ?? null) : null;
}
