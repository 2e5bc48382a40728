import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  boolean,
  decimal,
  embeddedJson,
  instant,
  instantOf,
  integer,
  object,
  text,
  texts,
} from '../../src/upstream/wire-values.ts';

/** Anything at all, JSON or not. */
const anything = fc.oneof(fc.anything(), fc.jsonValue(), fc.string(), fc.double());

describe.each(
  Object.entries<(value: unknown) => unknown>({ text, integer, decimal, boolean, instant, object, embeddedJson }),
)('%s', (name, read) => {
  it('is what it says or null for anything, and throws for nothing', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const result = read(value);
        expect(result).not.toBeUndefined();
        if (name === 'integer') expect(result === null || Number.isInteger(result)).toBe(true);
        if (name === 'decimal') expect(result === null || Number.isFinite(result)).toBe(true);
        if (name === 'text') expect(result === null || (typeof result === 'string' && result !== '')).toBe(true);
      }),
      { seed: 21 },
    );
  });
});

describe.each(Object.entries<(value: unknown) => unknown>({ text, integer, decimal, boolean, instant, object }))(
  '%s',
  (_, read) => {
    it('reads what it made as it is', () => {
      fc.assert(
        fc.property(anything, (value) => {
          expect(read(read(value))).toEqual(read(value));
        }),
        { seed: 22 },
      );
    });
  },
);

describe('instant', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('reads every instant from its ISO form, its epoch millisecond, and the digits of that', () => {
    const epochMs = fc.integer({ min: 1_000_000_000, max: 253_402_300_799_999 });
    fc.assert(
      fc.property(epochMs, (time) => {
        const iso = new Date(time).toISOString();
        expect([instant(iso), instant(time), instant(String(time)), instantOf(time)]).toEqual([iso, iso, iso, iso]);
      }),
      { seed: 23 },
    );
  });

  it.each([
    ['2021-02-17T22:57:13Z', '2021-02-17T22:57:13.000Z'],
    ['2021-02-17T22:57:13.214+02:00', '2021-02-17T20:57:13.214Z'],
    ['2021-02-17T22:57:13.214', '2021-02-17T22:57:13.214Z'],
    ['2021-02-17 22:57:13', '2021-02-17T22:57:13.000Z'],
    ['2021-02-17', '2021-02-17T00:00:00.000Z'],
  ])('reads "%s" as %s wherever the gateway runs', (wire, expected) => {
    vi.stubEnv('TZ', 'America/New_York');
    expect(instant(wire)).toBe(expected);
  });

  it.each([['sms 5'], ['12345'], ['0'], ['10/01/2022'], ['1 October 2022'], ['2021-13-01T00:00:00Z'], ['']])(
    'is null for "%s"',
    (wire) => {
      expect(instant(wire)).toBeNull();
    },
  );
});

describe('texts', () => {
  it('is a list of texts for anything', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(texts(value).every((item) => typeof item === 'string' && item !== '')).toBe(true);
      }),
      { seed: 24 },
    );
  });

  it('takes a single text for a list of one', () => {
    expect(texts('1')).toEqual(['1']);
  });
});

describe('embeddedJson', () => {
  it('reads all JSON that comes in a string', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(embeddedJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 25 },
    );
  });

  it('keeps a text that holds no JSON', () => {
    expect(embeddedJson('{"a":')).toBe('{"a":');
  });
});
