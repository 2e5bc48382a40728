import { describe, expect, it } from 'vitest';
import type { SCOPES } from '../../src/callers/scope.ts';
import type { Context } from '../../src/request/context.ts';
import { ifPersonalDataAllowed, maskedUnlessAllowed } from '../../src/resolvers/personal-data.ts';
import { allBut } from '../support/callers.ts';

/** As much of a context as these look at. */
function contextOf(scopes: readonly (typeof SCOPES)[number][]) {
  const caller = { subject: null, accountIds: null, scopes: new Set(scopes), bearer: null };
  return { caller, redacted: new Set<string>() } as unknown as Context;
}

describe('ifPersonalDataAllowed', () => {
  const resolve = ifPersonalDataAllowed('Person.name', ({ name }: { readonly name: string }) => name);

  it('reads the value for a caller with pii:read, and notes nothing', () => {
    const context = contextOf(['pii:read']);
    expect(resolve({ name: 'Ada' }, {}, context)).toBe('Ada');
    expect(context.redacted.size).toBe(0);
  });

  it('does not look at the value for any other, and notes the coordinate once', () => {
    const context = contextOf(allBut('pii:read'));
    const parent = {
      get name(): string {
        throw new Error('was looked at');
      },
    };
    expect([resolve(parent, {}, context), resolve(parent, {}, context)]).toEqual([null, null]);
    expect([...context.redacted]).toEqual(['Person.name']);
  });
});

describe('maskedUnlessAllowed', () => {
  const resolve = maskedUnlessAllowed('Refusal.reason', (reason: string) => reason);

  it.each([
    ['Number +12025550199 is a landline', 'Number [redacted] is a landline'],
    ['(202) 555-0199', '([redacted]'],
    ['2025550199, +44 7700 900123', '[redacted], [redacted]'],
    ['phones/+12025550199/agentMessages', 'phones/[redacted]/agentMessages'],
    ['to:202.555.0199.', 'to:[redacted].'],
  ])('masks the numbers of %s', (reason, shown) => {
    const context = contextOf([]);
    expect(resolve(reason, {}, context)).toBe(shown);
    expect([...context.redacted]).toEqual(['Refusal.reason']);
  });

  it.each(['Failed Compatibility Check', 'HTTP 400', 'code 21211', 'version 1.2.3', ''])(
    'leaves %j, and notes nothing',
    (reason) => {
      const context = contextOf([]);
      expect(resolve(reason, {}, context)).toBe(reason);
      expect(context.redacted.size).toBe(0);
    },
  );

  it('leaves everything for a caller with pii:read', () => {
    expect(resolve('Number +12025550199', {}, contextOf(['pii:read']))).toBe('Number +12025550199');
  });

  it('takes no longer for a text made to be slow', () => {
    const slow = `${'1 ( '.repeat(20_000)}x`;
    const begin = performance.now();
    resolve(slow, {}, contextOf([]));
    resolve(`1${' '.repeat(50_000)}x`.repeat(4), {}, contextOf([]));
    expect(performance.now() - begin).toBeLessThan(500);
  });
});
