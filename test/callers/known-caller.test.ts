import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startAnswering } from '../support/answering.ts';
import { authenticatorOf, bearer } from '../support/authenticator.ts';
import { ANALYTICS } from '../support/freshness.ts';
import { NOW } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, keySet, type SigningKey, signingKey, startIssuer } from '../support/issuer.ts';

let key: SigningKey;
let other: SigningKey;
beforeAll(async () => {
  [key, other] = await Promise.all([signingKey('key'), signingKey('other')]);
});

const CACHE_MS = 600_000;

/** Clocks that stand still: of tokens, and of the key set; sockets and timeouts have their own. */
function stopClocks(): void {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: NOW });
  onTestFinished(() => void vi.useRealTimers());
}

/** A token of a caller that is known, and its headers. */
async function startKnown(options: Record<string, unknown> = {}) {
  const issuer = await startIssuer(key);
  const authenticator = await authenticatorOf(jwtCallers(issuer, options));
  const token = await key.sign();
  const headers = bearer(token);
  expect(authenticator.known(headers)).toBeUndefined();
  const caller = await authenticator.authenticate(headers);
  return { issuer, authenticator, token, headers, caller };
}

describe('a token that was verified', () => {
  it('is known from then on, and no other', async () => {
    const { authenticator, headers, token, caller } = await startKnown();
    expect(authenticator.known(headers)).toBe(caller);
    const others = [bearer(await key.sign()), bearer(`${token}x`), bearer(token.slice(0, -1)), {}];
    for (const each of others) expect(authenticator.known(each)).toBeUndefined();
  });

  it('is not known when it was refused', async () => {
    const { authenticator } = await startKnown();
    const headers = bearer(await other.sign());
    await expect(authenticator.authenticate(headers)).rejects.toThrow();
    expect(authenticator.known(headers)).toBeUndefined();
  });

  it.each([30, 0])('is known until it expires, with a tolerance of %i s', async (clockToleranceSeconds) => {
    stopClocks();
    const { authenticator, headers } = await startKnown({ clockToleranceSeconds });
    const expiresAt = NOW + (60 + clockToleranceSeconds) * 1000;
    vi.setSystemTime(expiresAt - 1);
    expect(authenticator.known(headers)).toBeDefined();
    vi.setSystemTime(expiresAt);
    expect(authenticator.known(headers)).toBeUndefined();
    await expect(authenticator.authenticate(headers)).rejects.toThrow('The token has expired.');
  });

  it('is verified again after each read of the key set', async () => {
    stopClocks();
    const { authenticator, headers, issuer } = await startKnown({ jwks: { cooldownMs: 1 } });
    issuer.answer = keySet(key, other);
    vi.advanceTimersByTime(1);
    await authenticator.authenticate(bearer(await other.sign()));
    expect(issuer.reads()).toBe(2);
    expect(authenticator.known(headers)).toBeUndefined();
    const caller = await authenticator.authenticate(headers);
    expect(authenticator.known(headers)).toBe(caller);
  });

  it('is verified again while the keys are too old, and after they were read again', async () => {
    stopClocks();
    const { authenticator, headers, issuer } = await startKnown({ clockToleranceSeconds: 300 });
    const exp = NOW / 1000 + 3600;
    const long = bearer(await key.sign({ exp }));
    await authenticator.authenticate(long);
    vi.advanceTimersByTime(CACHE_MS - 1);
    expect(authenticator.known(long)).toBeDefined();
    vi.advanceTimersByTime(1);
    expect(authenticator.known(long)).toBeUndefined();
    await authenticator.authenticate(long);
    expect(issuer.reads()).toBe(2);
    await authenticator.authenticate(long);
    expect(authenticator.known(long)).toBeDefined();
    expect(authenticator.known(headers)).toBeUndefined();
  });

  it('is not known when the key set cannot be read and its keys are old, but is still taken', async () => {
    stopClocks();
    const { authenticator, issuer } = await startKnown();
    const headers = bearer(await key.sign({ exp: NOW / 1000 + 3600 }));
    issuer.answer = { status: 500, json: {} };
    vi.advanceTimersByTime(CACHE_MS);
    for (const _ of [1, 2]) {
      await authenticator.authenticate(headers);
      expect(authenticator.known(headers)).toBeUndefined();
    }
  });

  it('is known under a configured key, too', async () => {
    const authenticator = await authenticatorOf(
      jwtCallers(null, { algorithms: ['ES256'], key: JSON.stringify(key.jwk) }),
    );
    const headers = bearer(await key.sign());
    const caller = await authenticator.authenticate(headers);
    expect(authenticator.known(headers)).toBe(caller);
  });
});

describe('a gateway with ready answers for callers with tokens', () => {
  async function startWithTokens(jwks: Record<string, number> = {}) {
    const issuer = await startIssuer(key);
    const started = await startAnswering({ config: { callers: jwtCallers(issuer, { jwks }) } });
    const askWith = (token: string) => started.ask(ANALYTICS, { headers: { authorization: `Bearer ${token}` } });
    return { issuer, ...started, askWith };
  }
  const RIGHTS = { scope: 'analytics:read configuration:read' };

  it('verifies each token once', async () => {
    const { askWith, ways } = await startWithTokens();
    const verify = vi.spyOn(crypto.subtle, 'verify');
    onTestFinished(() => verify.mockRestore());
    const token = await key.sign(RIGHTS);
    for (const _ of [1, 2, 3]) expect((await askWith(token)).status).toBe(200);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(await ways()).toEqual({ run: 1, ready: 2, shared: 0 });
  });

  it('sends an answer to all of equal rights, whoever they are', async () => {
    const { askWith, ways, gateway } = await startWithTokens();
    const { bytes } = await askWith(await key.sign({ ...RIGHTS, sub: 'ada' }));
    const bob = await key.sign({ sub: 'bob', scope: 'configuration:read analytics:read', accounts: [12345678] });
    expect((await askWith(bob)).bytes).toEqual(bytes);
    expect(await ways()).toEqual({ run: 1, ready: 1, shared: 0 });
    await until(() => gateway.lines.length === 2);
    expect(gateway.lines.map(({ subject }) => subject).toSorted()).toEqual(['ada', 'bob']);
  });

  it('sends it to nobody of other rights', async () => {
    const { askWith, ways } = await startWithTokens();
    await askWith(await key.sign(RIGHTS));
    expect((await askWith(await key.sign())).json.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const elsewhere = await askWith(await key.sign({ ...RIGHTS, accounts: ['1'] }));
    expect(elsewhere.json.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(await ways()).toEqual({ run: 3, ready: 0, shared: 0 });
  });

  it('refuses a token that has expired, or whose key is withdrawn, whatever is ready', async () => {
    const { askWith, issuer } = await startWithTokens({ cooldownMs: 1 });
    const token = await key.sign(RIGHTS);
    for (const _ of [1, 2]) expect((await askWith(token)).status).toBe(200);
    issuer.answer = keySet(other);
    const young = await other.sign(RIGHTS);
    // The token's own key is still the last one read, and it is read again at the earliest after a millisecond.
    await until(async () => (await askWith(young)).status === 200);
    const refused = await askWith(token);
    expect([refused.status, refused.json.errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 90_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await askWith(young)).status).toBe(401);
  });
});
