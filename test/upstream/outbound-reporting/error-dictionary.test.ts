import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorMeaning } from '../../../src/upstream/outbound-reporting/error-dictionary.ts';

/** Every pair that LivePerson’s error dictionary lists. */
const LISTED: Readonly<Record<string, string>> = {
  outbound_wa: '400 408 410 470 471 495 1000 1005 1014 1026 1031 ntw_err',
  outbound_7: '400 408 410 470 471 495 1000 1005 1014 1026 1031 ntw_err',
  outbound: '5XX 500 503 599',
  outbound_twilio: '20003 20500 21211 21408 21602 21606 21610 21611 21612 21614 21617 ntw_err',
  twilio: '5008 30001 30002 30003 30004 30005 30006 30007 30008 30032',
  c2m: '1001 1300 1400 5000 5401 5403 5807',
  proactive: '16 17 19 27 28 500 1001 1301 1302 1303 1400 1401 1800 5000 5002 5401 5403 5803',
};
const PAIRS = Object.entries(LISTED).flatMap(([source, codes]) =>
  codes.split(' ').map((code) => [source, code] as const),
);

describe('errorMeaning', () => {
  it.each(PAIRS)('has a sentence for %s and %s', (source, code) => {
    expect(errorMeaning(source, code)).toMatch(/^[A-Z].*\.$/);
  });

  it('reads the source in any case', () => {
    expect(errorMeaning('Proactive', '1400')).toBe('The consumer has an open conversation.');
  });

  it.each([
    ['prmsg', '400'],
    ['outbound', '400'],
    ['outbound_x', '400'],
    ['twilio', '21610'],
    ['proactive', ''],
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
