import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failures } from '../../../src/sandbox/error-dictionary.ts';
import { messagingChannel } from '../../../src/upstream/messaging-channel.ts';
import { ERROR_DICTIONARY, errorMeaning } from '../../../src/upstream/outbound-reporting/error-dictionary.ts';

const WHATSAPP = 'WHATSAPP';
const SMS = 'SMS';
const IN_APP = 'IN_APP';
const CALLS = 'SMS WHATSAPP';
const ALL = 'SMS WHATSAPP IN_APP';

/** LivePerson's dictionary, row by row: sources, code, channels, and what the meaning must say. */
const ROWS: readonly (readonly [string, string, string, RegExp])[] = [
  ['outbound_wa outbound', '400', WHATSAPP, /could not download the media/],
  ['outbound_wa outbound', '408', WHATSAPP, /server was not available.*Try again/],
  ['outbound_wa outbound', '410', WHATSAPP, /expired within its time to live/],
  ['outbound_wa outbound', '470', WHATSAPP, /24 hours.*last replied.*template/],
  ['outbound_wa outbound', '471', WHATSAPP, /limited the sender.*blocked or flagged.*quality/],
  ['outbound_wa outbound', '495', WHATSAPP, /connection.*certificate does not match or is corrupt/],
  ['outbound_wa outbound', '1000', WHATSAPP, /rich message failed.*format.*JPG.*PNG.*PDF.*MP4/],
  ['outbound_wa outbound', '1005', WHATSAPP, /denied access.*credentials.*certificate.*version.*account setup/],
  ['outbound_wa outbound', '1014', WHATSAPP, /media could not be reached.*upload failed/],
  ['outbound_wa outbound', '1026', WHATSAPP, /version of WhatsApp cannot receive/],
  ['outbound_wa outbound', '1031', WHATSAPP, /locked the sender account.*policy violation/],
  ['outbound_wa', 'ntw_err', WHATSAPP, /network failed inside LivePerson's WhatsApp connector/],
  ['outbound', '5XX', WHATSAPP, /WhatsApp failed for an unknown reason.*later/],
  ['outbound_twilio outbound', '20003', SMS, /denied permission/],
  ['outbound_twilio outbound', '20500', SMS, /Twilio had an internal error/],
  ['outbound_twilio outbound', '21211', SMS, /to send to is not valid/],
  ['outbound_twilio outbound', '21408', SMS, /to send from is not enabled.*region/],
  ['outbound_twilio outbound', '21602', SMS, /no body/],
  ['outbound_twilio outbound', '21606', SMS, /to send from cannot send/],
  ['outbound_twilio outbound', '21610', SMS, /opted out/],
  ['outbound_twilio outbound', '21611', SMS, /queue is full/],
  ['outbound_twilio outbound', '21612', SMS, /cannot be reached/],
  ['outbound_twilio outbound', '21614', SMS, /not a mobile number/],
  ['outbound_twilio outbound', '21617', SMS, /1,600 characters/],
  ['outbound_twilio', 'ntw_err', SMS, /network failed inside LivePerson's Twilio connector/],
  ['twilio', '5008', SMS, /No delivery receipt.*72 hours.*marked as failed/],
  ['twilio', '30001', SMS, /queue overflowed/],
  ['twilio', '30002', SMS, /account is suspended/],
  ['twilio', '30003', SMS, /could not be reached/],
  ['twilio', '30004', SMS, /blocked/],
  ['twilio', '30005', SMS, /destination is unknown/],
  ['twilio', '30006', SMS, /carrier cannot be reached.*landline/],
  ['twilio', '30007', SMS, /carrier filtered.*violation/],
  ['twilio', '30008', SMS, /unknown reason/],
  ['twilio', '30032', SMS, /toll-free number is not verified/],
  ['c2m', '1001', CALLS, /not eligible for the channel.*landline.*not valid/],
  ['c2m', '1300', CALLS, /no engagement.*does not exist.*not activated/],
  ['c2m', '1400', CALLS, /open conversation on the channel/],
  ['c2m', '5000', CALLS, /unexpected internal error/],
  ['c2m', '5401', CALLS, /internal server error/],
  ['c2m', '5403', CALLS, /timed out internally/],
  ['c2m', '5807', CALLS, /media's URL is not in the list of permitted/],
  ['proactive', '16', IN_APP, /Internal.*token was not found/],
  ['proactive', '17', IN_APP, /Internal.*could not be sent/],
  ['proactive', '19', IN_APP, /Internal.*certificate is missing/],
  ['proactive', '27', IN_APP, /app does not support in-app messaging/],
  ['proactive', '28', IN_APP, /not authenticated in the app/],
  ['proactive', '500', ALL, /could not be sent.*open conversation.*invalid input.*network or connector/],
  ['proactive', '1001', ALL, /not eligible for the channel/],
  ['proactive', '1301', ALL, /recipient did not pass validation.*published/],
  ['proactive', '1302', ALL, /too many variables/],
  ['proactive', '1303', ALL, /too few variables/],
  ['proactive', '1400', ALL, /open conversation/],
  ['proactive', '1401', ALL, /request was bad.*input not valid/],
  ['proactive', '1800', IN_APP, /open in-app conversation/],
  ['proactive', '5000', ALL, /unexpected internal error/],
  ['proactive', '5002', ALL, /network error/],
  ['proactive', '5401', ALL, /unknown internal error/],
  ['proactive', '5403', ALL, /connector.*internal error/],
  ['proactive', '5803', IN_APP, /in-app message could not be delivered/],
];

/** The pairs of the table under test, with their channels. */
const PAIRS = ERROR_DICTIONARY.flatMap(({ sources, channels, meanings }) =>
  Object.keys(meanings).flatMap((code) => sources.map((source) => ({ pair: `${source} ${code}`, channels }))),
);

describe('ERROR_DICTIONARY', () => {
  it('has the pairs of the dictionary, each once, and no other', () => {
    const listed = ROWS.flatMap(([sources, code]) => sources.split(' ').map((source) => `${source} ${code}`));
    expect(PAIRS.map(({ pair }) => pair).toSorted()).toEqual(listed.toSorted());
  });

  it.each(ROWS)('knows %s %s on %s', (sources, code, channels, says) => {
    for (const source of sources.split(' ')) {
      expect(errorMeaning(source, code)).toMatch(/^[A-Z].*\.$/);
      expect(errorMeaning(source, code)).toMatch(says);
      expect(PAIRS.find(({ pair }) => pair === `${source} ${code}`)?.channels).toEqual(channels.split(' '));
    }
  });
});

describe('the failures of the sandbox', () => {
  it.each(failures)('have a meaning on their channels: $source $code', ({ source, code, channels }) => {
    expect(errorMeaning(source, code)).not.toBeNull();
    const known = PAIRS.find(({ pair }) => pair === `${source} ${code}`)?.channels;
    expect(known).toEqual(expect.arrayContaining(channels.map(messagingChannel)));
  });
});

describe('errorMeaning', () => {
  it('reads source and code in any case', () => {
    expect(errorMeaning('Proactive', '1400')).toBe('The consumer has an open conversation.');
    expect(errorMeaning('OUTBOUND_WA', 'NTW_ERR')).toBe(errorMeaning('outbound_wa', 'ntw_err'));
    expect(errorMeaning('outbound', '5xx')).toBe(errorMeaning('outbound', '5XX'));
  });

  it.each(['500', '503', '599'])('takes %s of outbound for its 5XX', (code) => {
    expect(errorMeaning('outbound', code)).toBe(errorMeaning('outbound', '5XX'));
  });

  it.each([
    ['prmsg', '400'],
    ['outbound', 'ntw_err'],
    ['outbound', '30003'],
    ['outbound', '5000'],
    ['outbound_7', '400'],
    ['outbound_wa', '503'],
    ['outbound_twilio', '5XX'],
    ['twilio', '21610'],
    ['proactive', ''],
    ['proactive', '5XX'],
    ['constructor', 'name'],
    ['proactive', 'constructor'],
    [null, '400'],
    ['proactive', null],
    [null, null],
  ])('is null for %j and %j', (source, code) => {
    expect(errorMeaning(source, code)).toBeNull();
  });

  it('is a sentence or null for any pair', () => {
    const text = fc.option(fc.string());
    fc.assert(
      fc.property(text, text, (source, code) => {
        expect(errorMeaning(source, code)).toSatisfy((meaning) => meaning === null || typeof meaning === 'string');
      }),
      { seed: 28 },
    );
  });
});
