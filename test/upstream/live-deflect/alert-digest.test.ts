import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealing } from '../../../src/upstream/auth/sealing.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';
import { alertDigest } from '../../../src/upstream/live-deflect/alert-digest.ts';
import type { ProactiveAlert } from '../../../src/upstream/live-deflect/types.ts';
import { testAlert } from '../../support/alert.ts';

const sealing = createSealing('12345678', new Secret('consumer-secret'));

/** An alert with these variables. */
function alert(variables: Readonly<Record<string, unknown>>, more: Partial<ProactiveAlert> = {}): ProactiveAlert {
  return testAlert({ template: { name: 'welcome', language: 'english', version: null, variables }, ...more });
}

const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.oneof(fc.string(), fc.integer())), {
  selector: ([key]) => key,
});

describe('alertDigest', () => {
  it('is the same whatever the order of the fields', () => {
    const given = fc.record({ entries, seed: fc.integer() });
    fc.assert(
      fc.property(given, ({ entries: list, seed }) => {
        const other = list.toSorted(() => (seed % 2 === 0 ? 1 : -1));
        expect(alertDigest(sealing, alert(Object.fromEntries(list)))).toBe(
          alertDigest(sealing, alert(Object.fromEntries(other))),
        );
      }),
    );
  });

  it('is another for another alert', () => {
    const others = [
      alert({}),
      alert({ a: '1' }),
      alert({ a: 1 }),
      alert({ b: 1 }),
      alert({}, { skill: 'other' }),
      alert({}, { phoneNumber: '2025550101' }),
      alert({}, { externalAlertId: '1' }),
    ];
    expect(new Set(others.map((other) => alertDigest(sealing, other))).size).toBe(others.length);
  });

  it('is another under other secrets or of another account', () => {
    const others = [
      sealing,
      createSealing('87654321', new Secret('consumer-secret')),
      createSealing('12345678', new Secret('other')),
    ];
    expect(new Set(others.map((other) => alertDigest(other, alert({})))).size).toBe(3);
  });
});
