import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerOf } from '../../src/callers/claims.ts';
import { SCOPES, type Scope } from '../../src/callers/scope.ts';

const PATHS = { subject: ['sub'], accounts: ['accounts'], scopes: ['scope'] };
const GRANTS = { agent: ['analytics:read', 'transactions:read'] } satisfies Record<string, Scope[]>;

const accountsOf = (accounts: unknown) => callerOf({ accounts }, PATHS, {}).accountIds;
const scopesOf = (scope: unknown) => [...callerOf({ scope }, PATHS, GRANTS).scopes];

describe('callerOf', () => {
  it.each<[unknown, readonly string[] | null]>([
    ['12345678', ['12345678']],
    ['12345678 87654321', ['12345678', '87654321']],
    ['12345678,87654321', ['12345678,87654321']],
    [12345678, ['12345678']],
    [
      ['12345678', 87654321],
      ['12345678', '87654321'],
    ],
    ['*', null],
    [['12345678', '*'], null],
    [[' * '], [' * ']],
    [[], []],
    ['', []],
    ['  ', []],
    [undefined, []],
    [null, []],
    [true, []],
    [{ 12345678: true }, []],
    [[['12345678'], { id: '12345678' }, null, 1.5], []],
    [[2 ** 53, 1e19], []],
  ])('takes accounts from %j', (claim, accountIds) => {
    expect(accountsOf(claim)).toEqual(accountIds);
  });

  it.each<[unknown, readonly Scope[]]>([
    ['analytics:read pii:read', ['analytics:read', 'pii:read']],
    [['alerts:send', 'alerts:send'], ['alerts:send']],
    ['agent', ['analytics:read', 'transactions:read']],
    [
      ['agent', 'analytics:read'],
      ['analytics:read', 'transactions:read'],
    ],
    ['openid analytics:write ANALYTICS:READ', []],
    ['analytics:read,pii:read', []],
    [['analytics:read pii:read'], []],
    ['constructor toString __proto__', []],
    [['*', 7, null, ['pii:read']], []],
    [{ 'pii:read': true }, []],
    [undefined, []],
  ])('takes scopes from %j', (claim, scopes) => {
    expect(scopesOf(claim)).toEqual(scopes);
  });

  it.each<[unknown, string | null]>([
    ['ada', 'ada'],
    ['', null],
    [7, null],
    [undefined, null],
    [['ada'], null],
  ])('takes the subject from %j', (sub, subject) => {
    expect(callerOf({ sub }, PATHS, {}).subject).toBe(subject);
  });

  it('finds claims that lie deeper, and keys with dots in them', () => {
    const claims = {
      'https://example.com/claims': { accounts: ['12345678'] },
      realm_access: { roles: ['agent'] },
      act: { sub: 'ada' },
    };
    const paths = {
      subject: ['act', 'sub'],
      accounts: ['https://example.com/claims', 'accounts'],
      scopes: ['realm_access', 'roles'],
    };
    expect(callerOf(claims, paths, GRANTS)).toEqual({
      subject: 'ada',
      accountIds: ['12345678'],
      scopes: new Set(['analytics:read', 'transactions:read']),
      bearer: null,
    });
  });

  it.each([
    [['__proto__', 'accounts']],
    [['constructor', 'name']],
    [['accounts', 'length']],
    [['accounts', '0']],
    [['sub', 'length']],
  ])('finds nothing at %j, which no token has', (accounts) => {
    expect(callerOf({ sub: 'ada', accounts: ['1'] }, { ...PATHS, accounts }, {}).accountIds).toEqual([]);
  });

  it.each([undefined, null, 'text', [], 7])('gives an anonymous caller for %j', (claims) => {
    expect(callerOf(claims, PATHS, GRANTS)).toMatchObject({ subject: null, accountIds: [] });
  });

  it('gives nothing that the token does not name, whatever is in it', () => {
    const word = fc.oneof(
      fc.constantFrom(...SCOPES, ...Object.keys(GRANTS), '*', '12345678', '__proto__'),
      fc.string(),
    );
    const claim = fc.oneof(
      word,
      fc.array(word),
      fc.array(word).map((words) => words.join(' ')),
      fc.jsonValue(),
    );
    const payload = fc.oneof(
      fc.record({ sub: claim, accounts: claim, scope: claim }, { requiredKeys: [] }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(payload, (claims) => {
        const { accountIds, scopes } = callerOf(claims, PATHS, GRANTS);
        const said = JSON.stringify(claims);
        const named = (text: string) => said.includes(JSON.stringify(text).slice(1, -1));
        if (accountIds === null) expect(named('*')).toBe(true);
        for (const accountId of accountIds ?? []) expect(named(accountId)).toBe(true);
        for (const scope of scopes)
          expect(named(scope) || (named('agent') && GRANTS.agent.includes(scope as never))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
