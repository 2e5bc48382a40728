import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { authenticatorOf, errorOf } from '../support/authenticator.ts';

const LE_BEARER = { mode: 'leBearer' };
const NO_TOKEN = 'Send a token in the header "Authorization: Bearer".';
const NO_ACCOUNT = 'Name the LivePerson account that the token belongs to in the header X-LivePerson-Account-Id.';

/** The caller behind headers, where these accounts are served. */
async function callerWith(headers: Record<string, string>, served = ['12345678']) {
  const { authenticate } = await authenticatorOf(LE_BEARER, served);
  return authenticate(headers);
}

describe('leBearerCaller', () => {
  it('sees the one account that is served, by its own token', async () => {
    const caller = await callerWith({ authorization: 'Bearer le-token' });
    expect(caller).toMatchObject({ subject: null, accountIds: ['12345678'] });
    expect([...caller.scopes]).toEqual(['analytics:read', 'transactions:read', 'configuration:read']);
    expect(caller.bearer?.reveal()).toBe('le-token');
  });

  it('sees the account that it names, and no other', async () => {
    const headers = { authorization: 'bearer le-token', 'x-liveperson-account-id': '87654321' };
    expect(await callerWith(headers, ['12345678', '87654321'])).toMatchObject({ accountIds: ['87654321'] });
    expect(await callerWith(headers, ['12345678'])).toMatchObject({ accountIds: ['87654321'] });
  });

  it('does not show its token when printed', async () => {
    const caller = await callerWith({ authorization: 'Bearer planted' });
    expect(JSON.stringify(caller) + inspect(caller, { depth: 9, showHidden: true })).not.toContain('planted');
  });

  it.each<[string, Record<string, string>, string, string | null]>([
    ['no header', {}, NO_TOKEN, null],
    ['another scheme', { authorization: 'Basic bGUtdG9rZW4=' }, NO_TOKEN, null],
    ['no token', { authorization: 'Bearer' }, NO_TOKEN, null],
    [
      'a token with a space',
      { authorization: 'Bearer le token' },
      'The token is not valid for this gateway.',
      'TOKEN_MALFORMED',
    ],
    [
      'too long a token',
      { authorization: `Bearer ${'a'.repeat(16_385)}` },
      'The token is not valid for this gateway.',
      'TOKEN_TOO_LONG',
    ],
    ['no account among several', { authorization: 'Bearer le-token' }, NO_ACCOUNT, null],
    [
      'an account that is none',
      { authorization: 'Bearer le-token', 'x-liveperson-account-id': '1/2' },
      NO_ACCOUNT,
      null,
    ],
    ['two accounts', { authorization: 'Bearer le-token', 'x-liveperson-account-id': '1, 2' }, NO_ACCOUNT, null],
  ])('is refused with %s', async (_, headers, message, reason) => {
    const asked = callerWith(headers, ['12345678', '87654321']);
    expect(await errorOf(asked)).toEqual({ code: 'UNAUTHENTICATED', message, reason });
  });

  it('is refused where its one account is named wrongly', async () => {
    const asked = callerWith({ authorization: 'Bearer le-token', 'x-liveperson-account-id': '' });
    expect(await errorOf(asked)).toMatchObject({ message: NO_ACCOUNT });
  });
});
