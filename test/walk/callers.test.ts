import { createPublicKey } from 'node:crypto';
import { base64url, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import {
  AUDIENCE,
  type Claims,
  goodClaims,
  ISSUER,
  jwtCallers,
  type SigningKey,
  seconds,
  signingKey,
  startIssuer,
} from '../support/issuer.ts';
import { startUpstream } from '../support/upstream.ts';

let key: SigningKey;
let stranger: SigningKey;
beforeAll(async () => {
  [key, stranger] = await Promise.all([signingKey('one', 'RS256'), signingKey('other', 'RS256')]);
});

const HANDOFFS = `{ account(accountId: "${ACCOUNT_ID}") { handoffs(first: 1) { nodes { handoffId } } } }`;

/** A gateway for callers with JWTs over an upstream without handoffs; `ask` sends what the header says. */
async function guarded() {
  const issuer = await startIssuer(key);
  const upstream = await startUpstream(() => ({ json: [] }));
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], callers: jwtCallers(issuer) });
  const ask = (authorization: string | null, init: RequestInit = {}) =>
    fetch(gateway.url, {
      method: 'POST',
      body: JSON.stringify({ query: HANDOFFS }),
      ...init,
      headers: {
        'content-type': 'application/json',
        ...(authorization !== null && { authorization }),
        ...init.headers,
      },
    });
  return { issuer, upstream, gateway, ask };
}

const signed = (claims: Claims) => () => key.sign(claims);

/** The public key's PEM as if it were a secret. */
function confused(): Promise<string> {
  const pem = createPublicKey({ key: { ...key.jwk }, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
  return new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(Buffer.from(pem));
}

async function tampered(): Promise<string> {
  const [header, , signature] = (await key.sign()).split('.');
  const payload = { ...goodClaims(), accounts: ['*'], scope: 'pii:read' };
  return `${header}.${base64url.encode(JSON.stringify(payload))}.${signature}`;
}

describe('a caller with a JWT', () => {
  it('is answered', async () => {
    const { upstream, ask, gateway } = await guarded();
    const answer = await ask(`bEARER ${await key.sign()}`);
    expect(await answer.json()).toEqual({ data: { account: { handoffs: { nodes: [] } } } });
    expect(upstream.requests).toHaveLength(1);
    expect(gateway.bugs).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ['that expired 20 s ago', () => key.sign({ exp: seconds(-20) })],
    ['that begins in 20 s', () => key.sign({ nbf: seconds(20) })],
    ['of 16 KiB', () => longToken(0)],
  ])('is answered with a token %s', async (_, token) => {
    const { ask } = await guarded();
    expect((await ask(`Bearer ${await token()}`)).status).toBe(200);
  });

  it.each<[string, () => Promise<string>]>([
    ['that is garbage', async () => 'garbage'],
    ['that is unsigned', async () => new UnsecuredJWT(goodClaims()).encode()],
    ['signed by the public key as a secret', confused],
    ['of another issuer', signed({ iss: `${ISSUER}.evil` })],
    ['for another audience', signed({ aud: `${AUDIENCE}2` })],
    ['for nobody', signed({ aud: undefined })],
    ['that begins in 35 s', () => key.sign({ nbf: seconds(35) })],
    ['without an end', signed({ exp: undefined })],
    ['whose end is a text', signed({ exp: '9999999999' })],
    ['of an unknown key', () => stranger.sign()],
    ["of a stranger under the key's name", () => stranger.sign({}, { kid: 'one' })],
    ['whose payload was changed', tampered],
    ['of more than 16 KiB', () => longToken(4)],
  ])('is refused with a token %s', async (_, token) => {
    const { upstream, ask, gateway } = await guarded();
    const answer = await ask(`Bearer ${await token()}`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(await answer.json()).toEqual({
      errors: [{ message: 'The token is not valid for this gateway.', extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(upstream.requests).toEqual([]);
    expect(gateway.bugs).toEqual([]);
  });

  it('is told that the token has expired, 31 s after', async () => {
    const { upstream, ask } = await guarded();
    const answer = await ask(`Bearer ${await key.sign({ exp: seconds(-31) })}`);
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
    expect(upstream.requests).toEqual([]);
  });

  it.each([[null], ['Basic YTpi'], ['Bearer'], ['Bearer '], ['']])('is refused with the header %j', async (header) => {
    const { upstream, ask, issuer } = await guarded();
    const answer = await ask(header);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect([upstream.requests.length, issuer.reads()]).toEqual([0, 1]);
  });

  it('sees its own accounts only', async () => {
    const { upstream, ask } = await guarded();
    const answer = await ask(`Bearer ${await key.sign({ accounts: ['87654321'] })}`);
    expect(await answer.json()).toMatchObject({ data: { account: null } });
    expect(upstream.requests).toEqual([]);
  });

  it('need not show a token to ask whether it may ask from its page', async () => {
    const { ask } = await guarded();
    const headers = { origin: 'https://app.example.net', 'access-control-request-method': 'POST' };
    expect((await ask(null, { method: 'OPTIONS', body: null, headers })).status).toBe(204);
  });
});

/** A good token as near to 16 KiB as its encoding allows, and so many characters of padding more. */
async function longToken(more: number): Promise<string> {
  const bare = await key.sign({ pad: '' });
  return key.sign({ pad: 'x'.repeat(Math.floor(((16 * 1024 - bare.length) * 3) / 4) + more) });
}

describe('a key set that is gone', () => {
  it('makes the answer 503, to be asked again, and the gateway not ready', async () => {
    const issuer = await startIssuer(key);
    const upstream = await startUpstream(() => ({ json: [] }));
    const callers = jwtCallers(issuer, { jwks: { cooldownMs: 1, cacheMs: 1, staleIfErrorMs: 0 } });
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], callers });
    issuer.answer = { status: 500, json: {} };
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await key.sign()}` };
    const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query: HANDOFFS }) });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'CALLERS_UNCHECKABLE' } }] });
    expect(upstream.requests).toEqual([]);
    const ready = await fetch(new URL('/health/ready', gateway.url));
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'no key set' }]);
  });
});
