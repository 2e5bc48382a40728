import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/callers/scope.ts';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';
import { NOWHERE } from '../support/issuer.ts';

const accounts = [{ accountId: '12345678', credentials: { bearer: 'le-token' } }];
const callersOf = (callers: unknown) => gatewayConfig({ accounts, callers }).callers;

const WHO =
  'must say who may query the gateway: { "mode": "jwt" }, { "mode": "leBearer" } or { "mode": "none" }, with the settings of that mode';
const LE_SCOPES =
  "must be one of analytics:read, transactions:read, configuration:read, pii:read: LiveDeflect takes OAuth 1 only, so a caller's own bearer token cannot be checked there";
const PATH = 'must be a path with dots, for example "realm_access.roles", or a list of keys';
const URL_RULE = 'must be an https URL (http on loopback only)';
const JWT = { mode: 'jwt', issuer: 'https://issuer.example.net', audience: 'gateway', jwks: { url: NOWHERE } };

describe('callers of the configuration file', () => {
  it('have defaults in the mode jwt', () => {
    expect(callersOf(JWT)).toEqual({
      ...JWT,
      algorithms: ['RS256', 'ES256'],
      jwks: { url: NOWHERE, cooldownMs: 30_000, cacheMs: 600_000, timeoutMs: 5000, staleIfErrorMs: 3_600_000 },
      clockToleranceSeconds: 30,
      claims: { subject: ['sub'], accounts: ['accounts'], scopes: ['scope'] },
      grants: {},
    });
  });

  it('have defaults in the other modes', () => {
    expect(callersOf({ mode: 'none' })).toEqual({ mode: 'none', scopes: [...SCOPES] });
    expect(callersOf({ mode: 'leBearer' })).toEqual({
      mode: 'leBearer',
      scopes: ['analytics:read', 'transactions:read', 'configuration:read'],
    });
  });

  it('take a claim path with dots, or as a list of keys', () => {
    const claims = { subject: ['https://example.com/id'], accounts: 'app.lp.accounts' };
    expect(callersOf({ ...JWT, claims })).toMatchObject({
      claims: { subject: ['https://example.com/id'], accounts: ['app', 'lp', 'accounts'], scopes: ['scope'] },
    });
  });

  it('leave the query of a key set as it is', () => {
    const url = 'https://issuer.example.net/keys/?policy=sign_in';
    expect(callersOf({ ...JWT, jwks: { url } })).toMatchObject({ jwks: { url } });
  });

  it.each<[unknown, string]>([
    [undefined, `callers: ${WHO}`],
    ['jwt', `callers: ${WHO}`],
    [{}, `callers.mode: ${WHO}`],
    [{ mode: 'open' }, `callers.mode: ${WHO}`],
    [
      { mode: 'none', scopes: ['all'] },
      `callers.scopes[0]: Invalid option: expected one of ${SCOPES.map((scope) => `"${scope}"`).join('|')}`,
    ],
    [{ mode: 'none', issuer: 'a' }, 'callers: Unrecognized key: "issuer"'],
    [{ mode: 'leBearer', scopes: ['analytics:read', 'alerts:send'] }, `callers.scopes[1]: ${LE_SCOPES}`],
    [{ mode: 'leBearer', scopes: ['deflections:read'] }, `callers.scopes[0]: ${LE_SCOPES}`],
    [{ ...JWT, issuer: undefined }, 'callers.issuer: must be a string or a list of strings'],
    [{ ...JWT, audience: [] }, 'callers.audience: Too small: expected array to have >=1 items'],
    [{ ...JWT, algorithms: [] }, 'callers.algorithms: Too small: expected array to have >=1 items'],
    [{ ...JWT, clockToleranceSeconds: 301 }, 'callers.clockToleranceSeconds: Too big: expected number to be <=300'],
    [{ ...JWT, claims: { accounts: 'a..b' } }, `callers.claims.accounts: ${PATH}`],
    [{ ...JWT, claims: { scopes: 7 } }, `callers.claims.scopes: ${PATH}`],
    [
      { ...JWT, grants: { agent: ['analytics:write'] } },
      `callers.grants.agent[0]: Invalid option: expected one of ${SCOPES.map((scope) => `"${scope}"`).join('|')}`,
    ],
    [{ ...JWT, jwks: { url: 'http://issuer.example.net/keys' } }, `callers.jwks.url: ${URL_RULE}`],
    [{ ...JWT, jwks: { url: 'https://user:planted@issuer.example.net' } }, `callers.jwks.url: ${URL_RULE}`],
    [{ ...JWT, jwks: { url: 'issuer.example.net' } }, `callers.jwks.url: ${URL_RULE}`],
    [{ ...JWT, jwks: {} }, 'callers.jwks.url: Invalid input: expected string, received undefined'],
    [
      { ...JWT, jwks: { url: NOWHERE, cooldownMs: 0 } },
      'callers.jwks.cooldownMs: Too small: expected number to be >=1',
    ],
    [
      { ...JWT, jwks: { url: NOWHERE, cacheMs: 86_400_001 } },
      'callers.jwks.cacheMs: Too big: expected number to be <=86400000',
    ],
    [
      { ...JWT, jwks: { url: NOWHERE, staleIfErrorMs: -1 } },
      'callers.jwks.staleIfErrorMs: Too small: expected number to be >=0',
    ],
  ])('are refused when they are %j', (callers, error) => {
    expect(errorsOf(() => callersOf(callers))).toEqual([error]);
  });

  it('never allow unsigned tokens', () => {
    const [error] = errorsOf(() => callersOf({ ...JWT, algorithms: ['ES256', 'none'] }));
    expect(error).toMatch(/^callers\.algorithms\[1\]: Invalid option/);
  });

  it('report their errors together', () => {
    const callers = { mode: 'jwt', key: 'no key', audience: '', grants: { a: ['b'] } };
    expect(errorsOf(() => callersOf(callers)).map((error) => error.split(':')[0])).toEqual([
      'callers.issuer',
      'callers.audience',
      'callers.grants.a[0]',
      'callers.key',
    ]);
  });
});
