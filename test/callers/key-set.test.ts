import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { authenticatorOf, refusalOf } from '../support/authenticator.ts';
import { jwtCallers, keySet, type SigningKey, signingKey, startIssuer } from '../support/issuer.ts';
import type { Answer } from '../support/upstream.ts';

let old: SigningKey;
let young: SigningKey;
beforeAll(async () => {
  [old, young] = await Promise.all([signingKey('old'), signingKey('young')]);
});

// The clock of the key set stands still but for `pass`; sockets and timeouts have their own.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTime(ms);

const COOLDOWN_MS = 30_000;
const CACHE_MS = 600_000;
const STALE_IF_ERROR_MS = 3_600_000;

const DOWN: Answer = { status: 500, json: {} };
const UNCHECKABLE = {
  code: 'CALLERS_UNCHECKABLE',
  message: 'Tokens cannot be checked at the moment. Try again later.',
  reason: 'KEY_SET_UNREADABLE',
};
const NO_KEY = { code: 'UNAUTHENTICATED', reason: 'ERR_JWKS_NO_MATCHING_KEY' };

/** An issuer with the old key, an authenticator over its key set, and what tokens of a key are refused with. */
async function overIssuer(jwks: Record<string, number> = {}) {
  const issuer = await startIssuer(old);
  const authenticator = await authenticatorOf(jwtCallers(issuer, { jwks }));
  const refused = async (key: SigningKey) => refusalOf(authenticator, await key.sign());
  return { issuer, authenticator, refused };
}

/** What twenty of them at once come to. */
const twenty = <T>(ask: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, ask));

describe('a key set', () => {
  it('is read once for many tokens', async () => {
    const { issuer, refused, authenticator } = await overIssuer();
    pass(CACHE_MS - 1);
    expect(await twenty(() => refused(old))).toEqual(Array(20).fill(null));
    expect(issuer.reads()).toBe(1);
    expect(authenticator.keySet()).toBe('fresh');
  });

  it('is read again, once, for tokens of a key that it lacks', async () => {
    const { issuer, refused } = await overIssuer();
    issuer.answer = keySet(old, young);
    pass(COOLDOWN_MS);
    expect(await twenty(() => refused(young))).toEqual(Array(20).fill(null));
    expect(await refused(old)).toBeNull();
    expect(issuer.reads()).toBe(2);
  });

  it('is read once per cooldown under a flood of unknown keys', async () => {
    const { issuer, refused } = await overIssuer();
    const readsOfFlood = async () => {
      for (const refusal of await twenty(() => refused(young))) expect(refusal).toMatchObject(NO_KEY);
      expect(await refused(young)).toMatchObject(NO_KEY);
      return issuer.reads();
    };
    pass(COOLDOWN_MS - 1);
    expect(await readsOfFlood()).toBe(1);
    pass(1);
    expect(await readsOfFlood()).toBe(2);
    pass(COOLDOWN_MS - 1);
    expect(await readsOfFlood()).toBe(2);
    pass(1);
    expect(await readsOfFlood()).toBe(3);
  });

  it('takes back a key that it has no more, once it is read again', async () => {
    const { issuer, refused } = await overIssuer();
    issuer.answer = keySet(young);
    expect(await refused(old)).toBeNull();
    pass(CACHE_MS);
    expect(await refused(old)).toMatchObject(NO_KEY);
    expect(await refused(young)).toBeNull();
  });

  it('uses its last keys while it is down, then reports that tokens cannot be checked, and recovers', async () => {
    const { issuer, refused, authenticator } = await overIssuer();
    issuer.answer = DOWN;
    pass(CACHE_MS);
    expect(await refused(old)).toBeNull();
    expect(await refused(young)).toEqual(UNCHECKABLE);
    pass(STALE_IF_ERROR_MS - 1);
    expect(authenticator.keySet()).toBe('stale');
    expect(await refused(old)).toBeNull();
    pass(1);
    expect(authenticator.keySet()).toBe('missing');
    expect(await refused(old)).toEqual(UNCHECKABLE);
    issuer.answer = keySet(old);
    pass(COOLDOWN_MS);
    expect(await refused(old)).toBeNull();
    expect(authenticator.keySet()).toBe('fresh');
  });

  it('is read once per cooldown while it is down, however many requests there are', async () => {
    const { issuer, refused } = await overIssuer();
    issuer.answer = DOWN;
    pass(CACHE_MS);
    await twenty(() => refused(old));
    await twenty(() => refused(old));
    expect(issuer.reads()).toBe(2);
    pass(CACHE_MS + STALE_IF_ERROR_MS);
    await twenty(() => refused(old));
    await twenty(() => refused(old));
    expect(issuer.reads()).toBe(3);
  });

  it('does not delay requests with another read while it hangs', async () => {
    const { issuer, refused } = await overIssuer({ timeoutMs: 300 });
    issuer.answer = () => {};
    pass(CACHE_MS);
    expect(await refused(old)).toBeNull();
    pass(COOLDOWN_MS);
    const began = Date.now();
    expect(await refused(old)).toBeNull();
    expect(Date.now() - began).toBeLessThan(200);
    await vi.waitFor(() => expect(issuer.reads()).toBe(3));
  });

  it('is not missing for being left alone', async () => {
    const { authenticator, refused } = await overIssuer();
    pass(CACHE_MS + STALE_IF_ERROR_MS);
    expect(authenticator.keySet()).toBe('stale');
    expect(await refused(old)).toBeNull();
    expect(authenticator.keySet()).toBe('fresh');
  });

  it('recovers when only its state is read', async () => {
    const { issuer, authenticator, refused } = await overIssuer();
    issuer.answer = DOWN;
    pass(CACHE_MS + STALE_IF_ERROR_MS);
    expect(await refused(old)).toEqual(UNCHECKABLE);
    issuer.answer = keySet(old);
    pass(COOLDOWN_MS);
    expect(authenticator.keySet()).toBe('missing');
    await expect.poll(() => authenticator.keySet()).toBe('fresh');
  });

  it.each<[string, Answer]>([
    ['no keys', { json: { keys: [] } }],
    ['nothing but a secret', { json: { keys: [{ kty: 'oct', kid: 'old', k: 'AAAA' }] } }],
  ])('takes all its keys back with %s', async (_, answer) => {
    const { issuer, authenticator, refused } = await overIssuer();
    issuer.answer = answer;
    pass(CACHE_MS);
    expect(await refused(old)).toEqual(UNCHECKABLE);
    expect(authenticator.keySet()).toBe('missing');
  });
});
