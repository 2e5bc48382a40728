import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/callers/scope.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { OTHER_ID, PLANTED, startGuarded } from '../support/guarded.ts';
import { at, GUARDED_FIELDS } from '../support/guarded-fields.ts';
import { jwtCallers, type SigningKey, seconds, signingKey, startIssuer } from '../support/issuer.ts';

let key: SigningKey;
let stranger: SigningKey;
beforeAll(async () => {
  [key, stranger] = await Promise.all([signingKey('one'), signingKey('one')]);
});

const PERSONAL = `deflections(during: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }) {
  nodes { callId callerEnteredDigits customerPhone { number e164 } callerInfo events { info } }
}`;

/** What is asked of an account: fields that take a scope, by their names, and personal data. */
const fields = fc.subarray([...GUARDED_FIELDS], { minLength: 1 });
const accountIds = fc.subarray([ACCOUNT_ID, OTHER_ID]);
const held = fc.subarray([...SCOPES]);

/** The ways to write a list into a claim. */
const written = fc.constantFrom<(items: readonly string[]) => unknown>(
  (items) => items,
  (items) => items.join(' '),
  (items) => [...items, 'openid', 7, null],
);

/** What makes a token worthless; nothing does in most. */
const flaw = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  fc.constantFrom<Record<string, unknown> | 'stranger' | 'cut' | 'none'>(
    { exp: seconds(-120) },
    { exp: undefined },
    { iss: 'https://elsewhere.example.net' },
    { aud: 'another' },
    { nbf: seconds(120) },
    'stranger',
    'cut',
    'none',
  ),
);

/** An Authorization header with these claims, flawed or not; undefined for none at all. */
async function authorization(claims: Record<string, unknown>, flawed: unknown): Promise<string | undefined> {
  if (flawed === 'none') return undefined;
  const by = flawed === 'stranger' ? stranger : key;
  const token = await by.sign({ ...claims, ...(typeof flawed === 'object' ? flawed : {}) });
  return `Bearer ${flawed === 'cut' ? token.slice(0, -4) : token}`;
}

describe('any token, with any claims, for any query', () => {
  it('is given what it has the accounts and scopes for, and nothing else', async () => {
    const { gateway, upstream } = await startGuarded(undefined, { callers: jwtCallers(await startIssuer(key)) });
    const law = fc.asyncProperty(
      accountIds,
      held,
      written,
      flaw,
      fields,
      async (accounts, scopes, write, flawed, of) => {
        const header = await authorization({ accounts: write(accounts), scope: write(scopes) }, flawed);
        const below = `${of.map(({ selection }) => selection).join(' ')} personal: ${PERSONAL}`;
        const query = `{ one: account(accountId: "${ACCOUNT_ID}") { ${below} } other: account(accountId: "${OTHER_ID}") { ${below} } }`;
        const askedBefore = upstream.requests.length;
        const response = await fetch(gateway.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(header !== undefined && { authorization: header }) },
          body: JSON.stringify({ query }),
        });
        const text = await response.text();
        const { data } = JSON.parse(text);
        if (flawed !== null) {
          expect([response.status, data, upstream.requests.length]).toEqual([401, undefined, askedBefore]);
          return;
        }
        for (const [alias, accountId] of [
          ['one', ACCOUNT_ID],
          ['other', OTHER_ID],
        ] as const) {
          for (const { path, scope, way } of of) {
            const may = accounts.includes(accountId) && [...way, scope].every((name) => scopes.includes(name));
            expect((at(data[alias], path) ?? null) !== null, `${alias}.${path.join('.')}`).toBe(may);
          }
        }
        const maySeePersons = accounts.length > 0 && scopes.includes('deflections:read') && scopes.includes('pii:read');
        expect(PLANTED.some((planted) => text.includes(planted))).toBe(maySeePersons);
      },
    );
    await fc.assert(law, { numRuns: 60 });
    expect(gateway.bugs).toEqual([]);
  });
});
