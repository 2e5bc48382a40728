import { generateKeyPairSync } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { configPath, errorsOf } from '../support/config.ts';

const accounts = [{ accountId: '12345678', credentials: { bearer: 'le-token' } }];
const callersOf = (more: object, environment = {}) =>
  gatewayConfig(
    { accounts, callers: { mode: 'jwt', issuer: 'https://issuer.example.net', audience: 'gateway', ...more } },
    environment,
  ).callers;
const errors = (more: object) => errorsOf(() => callersOf(more));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const x25519 = generateKeyPairSync('x25519');
const pem = ({ publicKey }: { publicKey: typeof rsa.publicKey }) =>
  publicKey.export({ format: 'pem', type: 'spki' }).toString();
const jwk = ({ publicKey }: { publicKey: typeof rsa.publicKey }) => JSON.stringify(publicKey.export({ format: 'jwk' }));

/** An RSA key that signs itself, good until 2126. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDHTCCAgWgAwIBAgIURrp8AV/Ia5DY5ue/E/hg8uf1JWEwDQYJKoZIhvcNAQEL
BQAwHTEbMBkGA1UEAwwSaXNzdWVyLmV4YW1wbGUubmV0MCAXDTI2MTEyMTExMjgx
NVoYDzIxMjYxMDI4MTEyODE1WjAdMRswGQYDVQQDDBJpc3N1ZXIuZXhhbXBsZS5u
ZXQwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC4NFaoxM2fNJNwwyX4
+NwiM6MIqz1HyFDRvD+CzNbvPUUcgZXAqF2BOEfunbTvIRukjCEMZWb1bVfHI0pm
9NFcMTaF9z13D1eP8LQmGjayxe5RScFoVIyGHRN4rjc3zalTG8r9zocSzvPyxgIS
1nUPSWXPGvKOL3bdGaIn/E3r24UkQcgTr3YfbEFBA6MCeUDtMvU7H5yeCEd7nd6E
hGFH0ECsMz5n7oDlv4kIEuQabBahAQircFNHq6juvgL1icBdFfRYDQ/YPvCO3MNT
2O0ceO5XjP4HZim6KjL1y3fijcR2zKBjk9735Zampcp840kINLmQsC/pG8GeG/E4
I4aNAgMBAAGjUzBRMB0GA1UdDgQWBBSslbM/M9nOj0HjRFlyZxEhp62CdDAfBgNV
HSMEGDAWgBSslbM/M9nOj0HjRFlyZxEhp62CdDAPBgNVHRMBAf8EBTADAQH/MA0G
CSqGSIb3DQEBCwUAA4IBAQCNns0vO/mbxg5tPbNPnRLUDDHHvaMecyZs4DK+5oJi
HxnqgK08lKjeUpnqmP7nJNHk68pNMQtkkiJ3oUkUz94FCl4VRrbvI6Vw8h/yvB1P
u3qqXncUAdA8dwOI4luxdNPQnjT+1jLNIYl8cj4yquxL9Ta/8VYJGiajrJLx28Li
AqdVGkz3QfDYV09avPo5QM6NT07nvScbfmIsUCi7+NxQaUsMZZYWwYvWjekBq1O6
6Fj5PTFxNHw1WF+o2o8Tx+dntMO3LVHx7HetZfduq3WllR+G81ROMviQ2KKEsXxM
6wSCP8gK2pvJ5tMdyJcuo+AtrN+drPv13MYOWp4T7mnL
-----END CERTIFICATE-----`;

const UNREADABLE = 'is not a readable public key: it must be PEM (SPKI or an X.509 certificate) or a JWK';
const PRIVATE = 'is a private key; use the public key';
const NOT_SECRET = 'must be a secret for HS256, not a PEM or JWK key';

describe('callers.key of the configuration file', () => {
  it.each([
    ['an RSA key as PEM', pem(rsa), undefined],
    ['an RSA key of PKCS #1', rsa.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString(), undefined],
    ['an RSA key as JWK', jwk(rsa), ['PS512']],
    ['a certificate', CERTIFICATE, ['RS256']],
    ['an EC key', pem(ec), undefined],
    ['an Ed25519 key', jwk(ed25519), ['EdDSA', 'Ed25519']],
    ['a secret of 32 bytes', 'x'.repeat(32), ['HS256']],
    ['a secret of 64 bytes', 'ä'.repeat(32), ['HS256', 'HS512']],
  ])('can be %s', (_, key, algorithms) => {
    expect(errors({ key, algorithms })).toEqual([]);
  });

  it('comes from the environment or a file, and is shown nowhere', () => {
    const secret = 'planted, of more than thirty-two bytes';
    const fromEnvironment = callersOf({ key: { env: 'KEY' }, algorithms: ['HS256'] }, { KEY: secret });
    expect(errors({ key: { file: configPath(pem(ec)) } })).toEqual([]);
    expect(JSON.stringify(fromEnvironment) + inspect(fromEnvironment, { depth: 9 })).not.toContain('planted');
  });

  it.each<[string, string, string[] | undefined, string]>([
    ['no key', 'planted', undefined, UNREADABLE],
    ['a PEM that is broken', pem(rsa).replaceAll('A', ''), undefined, UNREADABLE],
    ['a JWK that is broken', '{"kty":"RSA","n":"planted"}', undefined, UNREADABLE],
    ['a JWK that is a secret', '{"kty":"oct","k":"planted"}', undefined, UNREADABLE],
    ['a private PEM', rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), undefined, PRIVATE],
    ['a private EC PEM', ec.privateKey.export({ format: 'pem', type: 'sec1' }).toString(), undefined, PRIVATE],
    ['a private JWK', JSON.stringify(ec.privateKey.export({ format: 'jwk' })), undefined, PRIVATE],
    ['RSA for ES', pem(rsa), ['ES256'], 'is a key of type rsa, which cannot be used with ES256'],
    [
      'EC for RS and PS',
      jwk(ec),
      ['RS256', 'PS256'],
      'is a key of type prime256v1, which cannot be used with RS256, PS256',
    ],
    ['another curve', pem(ec), ['ES384'], 'is a key of type prime256v1, which cannot be used with ES384'],
    [
      'Ed25519 for the defaults',
      pem(ed25519),
      undefined,
      'is a key of type ed25519, which cannot be used with RS256, ES256',
    ],
    ['X25519', pem(x25519), ['EdDSA'], 'is a key of type x25519, which cannot be used with EdDSA'],
    ['too short an RSA key', pem(short), undefined, 'must have at least 2048 bits'],
    ['too short a secret', 'x'.repeat(31), ['HS256'], 'must have at least 32 bytes for HS256'],
    [
      'too short a secret for HS384',
      'x'.repeat(47),
      ['HS256', 'HS384'],
      'must have at least 48 bytes for HS256, HS384',
    ],
    ['too short a secret for HS512', 'x'.repeat(63), ['HS512'], 'must have at least 64 bytes for HS512'],
    ['a public key for a secret', pem(rsa), ['HS256'], NOT_SECRET],
    ['a JWK for a secret', jwk(rsa), ['HS256'], NOT_SECRET],
  ])('cannot be %s', (_, key, algorithms, error) => {
    expect(errors({ key, algorithms })).toEqual([`callers.key: ${error}`]);
  });

  it('cannot be a secret that is not there', () => {
    expect(errors({ key: { env: 'MISSING' } })).toEqual([
      'callers.key: the environment variable MISSING is not set or is empty',
    ]);
  });

  it('stands for a key set, and not beside one', () => {
    const jwks = { url: 'https://issuer.example.net/keys' };
    expect(errors({})).toEqual(['callers: must hold either jwks or key']);
    expect(errors({ jwks, key: pem(rsa) })).toEqual(['callers: must hold either jwks or key']);
  });

  it('is never both a secret and public', () => {
    const jwks = { url: 'https://issuer.example.net/keys' };
    expect(errors({ jwks, algorithms: ['RS256', 'HS256'] })).toEqual([
      'callers.algorithms: HS256 would use a public key set as a secret: use key',
    ]);
    expect(errors({ key: pem(rsa), algorithms: ['RS256', 'HS256'] })).toEqual([
      'callers.algorithms: must not combine HS256 with algorithms that use a public key',
    ]);
  });
});
