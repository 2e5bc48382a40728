import { SignJWT } from 'jose';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { authenticatorOf, bearer, refusalOf } from '../support/authenticator.ts';
import { NOW } from '../support/gateway.ts';
import { type Claims, goodClaims, jwtCallers, type SigningKey, signingKey, startIssuer } from '../support/issuer.ts';

const NOW_SECONDS = NOW / 1000;
const SECRET = 'a secret of thirty-two bytes, at least';

const onlyKey = async (alg: string) => {
  const key = await signingKey('only', alg);
  return { key, callers: jwtCallers(null, { algorithms: [alg], key: JSON.stringify(key.jwk) }) };
};

describe('jwtCaller', () => {
  it.each(['RS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'])(
    'takes tokens of a configured key under %s, and none of another',
    async (alg) => {
      const { key, callers } = await onlyKey(alg);
      const authenticator = await authenticatorOf(callers);
      expect(await authenticator.authenticate(bearer(await key.sign()))).toMatchObject({ subject: 'ada' });
      const stranger = await signingKey('only', alg);
      expect(await refusalOf(authenticator, await stranger.sign())).toMatchObject({
        code: 'UNAUTHENTICATED',
        reason: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      });
      expect(authenticator.keySet()).toBeNull();
    },
  );

  it('takes tokens of a shared secret, and none of another', async () => {
    const authenticator = await authenticatorOf(jwtCallers(null, { algorithms: ['HS256'], key: SECRET }));
    const sign = (secret: string) =>
      new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
    expect(await refusalOf(authenticator, await sign(SECRET))).toBeNull();
    expect(await refusalOf(authenticator, await sign(`${SECRET}!`))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('refuses an algorithm that is allowed, but not the kind of its key', async () => {
    const { jwk } = await signingKey('only', 'RS256');
    const authenticator = await authenticatorOf(jwtCallers(null, { key: JSON.stringify(jwk) }));
    const other = await signingKey('only', 'ES256');
    expect(await refusalOf(authenticator, await other.sign())).toMatchObject({ reason: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  it.each<[Claims, string | undefined]>([
    [{ exp: NOW_SECONDS - 29 }, undefined],
    [{ exp: NOW_SECONDS - 30 }, 'ERR_JWT_EXPIRED'],
    [{ exp: NOW_SECONDS - 31 }, 'ERR_JWT_EXPIRED'],
    [{ nbf: NOW_SECONDS + 30 }, undefined],
    [{ nbf: NOW_SECONDS + 31 }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    [{ nbf: 'soon' }, 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
  ])('tolerates clocks that differ by less than 30 s: %j', async (claims, reason) => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    const { key, callers } = await onlyKey('ES256');
    const authenticator = await authenticatorOf(callers);
    const token = await key.sign({ exp: NOW_SECONDS + 60, ...claims });
    expect((await refusalOf(authenticator, token))?.reason).toBe(reason);
  });

  it('tries every key where neither tokens nor keys have names', async () => {
    const keys = await Promise.all(['a', 'b', 'c'].map((kid) => signingKey(kid)));
    const issuer = await startIssuer(...keys.slice(0, 2));
    const authenticator = await authenticatorOf(jwtCallers(issuer));
    const unnamed = (key: SigningKey | undefined, claims: Claims = {}) => key?.sign(claims, { kid: undefined }) ?? '';
    expect(await refusalOf(authenticator, await unnamed(keys[0]))).toBeNull();
    expect(await refusalOf(authenticator, await unnamed(keys[1]))).toBeNull();
    expect(await refusalOf(authenticator, await unnamed(keys[2]))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refusalOf(authenticator, await unnamed(keys[1], { exp: 1 }))).toMatchObject({
      reason: 'ERR_JWT_EXPIRED',
    });
  });

  it('takes any of several issuers and audiences', async () => {
    const { key, callers } = await onlyKey('ES256');
    const authenticator = await authenticatorOf({
      ...callers,
      issuer: ['https://a', 'https://b'],
      audience: ['x', 'y'],
    });
    expect(await refusalOf(authenticator, await key.sign({ iss: 'https://b', aud: ['w', 'y'] }))).toBeNull();
    expect(await refusalOf(authenticator, await key.sign({ iss: 'https://c', aud: 'y' }))).not.toBeNull();
    expect(await refusalOf(authenticator, await key.sign({ iss: 'https://a', aud: 'z' }))).not.toBeNull();
  });

  it('reads claims from where the configuration says, and grants what a role is given', async () => {
    const { key, callers } = await onlyKey('ES256');
    const claims = { accounts: ['https://example.com/claims', 'accounts'], scopes: 'realm_access.roles' };
    const { authenticate } = await authenticatorOf({ ...callers, claims, grants: { agent: ['alerts:send'] } });
    const token = await key.sign({
      realm_access: { roles: ['agent'] },
      'https://example.com/claims': { accounts: [12345678] },
    });
    expect(await authenticate(bearer(token))).toEqual({
      subject: 'ada',
      accountIds: ['12345678'],
      scopes: new Set(['alerts:send']),
      bearer: null,
      expiresAt: expect.any(Number),
    });
  });
});
