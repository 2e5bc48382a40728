import { describe, expect, it } from 'vitest';
import { gatewayConfig, loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { configPath, errorsOf } from '../support/config.ts';

const ACCOUNT = { accountId: '12345678', credentials: { bearer: 'le-token' } };
const OAUTH1 = { consumerKey: 'key', consumerSecret: 'secret', token: 'token', tokenSecret: 'secret' };
const SECRET_SOURCE = 'must be a string, { "env": "NAME" } or { "file": "path" }';
const BASE_URL = 'must be an https URL without a query (http on loopback only)';

/** The errors of a file with one account that has `more`. */
const accountErrors = (more: Record<string, unknown>) =>
  errorsOf(() => gatewayConfig({ callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, ...more }] }));

describe('the errors in the environment', () => {
  it.each([
    [{ PORT: 'http' }, 'PORT: must be a port from 0 to 65535'],
    [{ PORT: '-1' }, 'PORT: must be a port from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT: must be a port from 0 to 65535'],
    [{ HOST: '' }, 'HOST: Too small: expected string to have >=1 characters'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL: Invalid option: expected one of "fatal"|"error"|"warn"|"info"|"debug"|"silent"',
    ],
  ])('are those of %o', (environment, error) => {
    expect(errorsOf(() => loadConfig(environment))).toEqual([error]);
  });

  it('are reported together with those in the file', () => {
    const GATEWAY_CONFIG = configPath({ callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, region: 'us' }] });
    expect(errorsOf(() => loadConfig({ PORT: 'http', GATEWAY_CONFIG }))).toEqual([
      'PORT: must be a port from 0 to 65535',
      'accounts[0].region: Invalid option: expected one of "va"|"lo"|"sy"',
    ]);
  });

  it('are reported together with a file that cannot be read', () => {
    expect(errorsOf(() => loadConfig({ PORT: 'http', GATEWAY_CONFIG: '/nowhere/gateway.json' }))).toEqual([
      'PORT: must be a port from 0 to 65535',
      'GATEWAY_CONFIG: the file /nowhere/gateway.json cannot be read',
    ]);
  });
});

describe('the errors of a file that is not JSON', () => {
  it.each([
    ['an invalid value', '{\n  "bearer": planted }', 'line 2 column 13'],
    ['an extra comma', '{\n  "bearer": "planted",\n}', 'line 3 column 1'],
    ['a comment', '{\n  // planted\n  "bearer": 1 }', 'line 2 column 3'],
    ['a missing comma', '{ "bearer": "planted" "planted" }', 'line 1 column 23'],
    ['a missing end', '{ "bearer": "planted"', 'line 1 column 22'],
    ['nothing', '', 'line 1 column 1'],
  ])('say where %s is, and quote nothing', (_, text, place) => {
    const GATEWAY_CONFIG = configPath(text);
    expect(errorsOf(() => loadConfig({ GATEWAY_CONFIG }))).toEqual([
      `GATEWAY_CONFIG: the file ${GATEWAY_CONFIG} is not JSON (${place})`,
    ]);
  });
});

describe('the errors in a file', () => {
  it('are all reported at once, by path', () => {
    const file = {
      callers: { mode: 'none' },
      accounts: [
        { accountId: 'site', credentials: {}, reportingApi: 'v3', v2PageLength: 0, extra: 1 },
        {
          ...ACCOUNT,
          credentials: {
            oauth1: { consumerKey: '', consumerSecret: { env: 'LP_MISSING' }, token: 'token', tokenSecret: {} },
          },
          endpoints: { reporting: 'http://reports.example.net' },
        },
        ACCOUNT,
      ],
      deadlineMs: 0,
      retry: { unavailableMs: [-1] },
      http: { connections: 1.5 },
      unknown: true,
    };
    expect(errorsOf(() => gatewayConfig(file, {}))).toEqual([
      'accounts[0].accountId: must be the digits of a LivePerson account',
      'accounts[0].reportingApi: Invalid option: expected one of "documented"|"v2"',
      'accounts[0].v2PageLength: Too small: expected number to be >=1',
      'accounts[0].credentials: must hold at least one of appJwt, oauth1 and bearer, for all APIs or for one of them',
      'accounts[0]: Unrecognized key: "extra"',
      'accounts[1].credentials.oauth1.consumerKey: Too small: expected string to have >=1 characters',
      'accounts[1].credentials.oauth1.consumerSecret: the environment variable LP_MISSING is not set or is empty',
      `accounts[1].credentials.oauth1.tokenSecret: ${SECRET_SOURCE}`,
      `accounts[1].endpoints.reporting: ${BASE_URL}`,
      'accounts: must not have the same accountId twice',
      'deadlineMs: Too small: expected number to be >=1',
      'retry.unavailableMs[0]: Too small: expected number to be >=0',
      'http.connections: Invalid input: expected int, received number',
      'the file: Unrecognized key: "unknown"',
    ]);
  });

  it('are counted in the message, one per line', () => {
    expect(new ConfigError(['a: one']).message).toBe('The configuration has an error:\n  a: one');
    expect(new ConfigError(['a: one', 'b: two']).message).toBe('The configuration has 2 errors:\n  a: one\n  b: two');
  });

  it.each([
    ['no object', [], 'the file: Invalid input: expected object, received array'],
    ['no accounts', { callers: { mode: 'none' } }, 'accounts: Invalid input: expected array, received undefined'],
    [
      'an empty list',
      { callers: { mode: 'none' }, accounts: [] },
      'accounts: Too small: expected array to have >=1 items',
    ],
    [
      'the same account twice',
      { callers: { mode: 'none' }, accounts: [ACCOUNT, ACCOUNT] },
      'accounts: must not have the same accountId twice',
    ],
  ])('name %s', (_, file, error) => {
    expect(errorsOf(() => gatewayConfig(file))).toEqual([error]);
  });

  it.each([
    'http://reports.example.net',
    'http://127.0.0.1.example.net',
    'ftp://localhost',
    'https://api.example.net/?a=1',
    'https://api.example.net/#a',
    'https://user:planted@api.example.net',
    'api.example.net',
  ])('include the endpoint %s, unquoted', (reporting) => {
    expect(accountErrors({ endpoints: { reporting } })).toEqual([`accounts[0].endpoints.reporting: ${BASE_URL}`]);
  });

  it.each(['http://localhost:4001', 'http://127.0.0.1:4001', 'http://[::1]:4001', 'https://api.example.net/base'])(
    'do not include the endpoint %s',
    (reporting) => {
      expect(accountErrors({ endpoints: { reporting } })).toEqual([]);
    },
  );

  it.each([
    [{ env: 'LP_EMPTY' }, 'the environment variable LP_EMPTY is not set or is empty'],
    [{ env: 'LP_MISSING' }, 'the environment variable LP_MISSING is not set or is empty'],
    [{ file: '/nowhere/secret' }, 'the file /nowhere/secret cannot be read or is empty'],
    [{ env: 'A', file: 'b' }, SECRET_SOURCE],
    ['', 'Too small: expected string to have >=1 characters'],
    [7, SECRET_SOURCE],
  ])('name the source of a missing secret: %o', (bearer, error) => {
    const file = { callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, credentials: { bearer } }] };
    expect(errorsOf(() => gatewayConfig(file, { LP_EMPTY: ' \n' }))).toEqual([
      `accounts[0].credentials.bearer: ${error}`,
    ]);
  });

  it.each([
    [{ outboundReporting: {} }, 'outboundReporting: must hold at least one of appJwt, oauth1 and bearer'],
    [{ outboundConfiguration: { bearer: 7 } }, `outboundConfiguration.bearer: ${SECRET_SOURCE}`],
    [{ liveDeflect: {} }, 'liveDeflect.oauth1: Invalid input: expected object, received undefined'],
    [
      { liveDeflect: { oauth1: { ...OAUTH1, token: '' } } },
      'liveDeflect.oauth1.token: Too small: expected string to have >=1 characters',
    ],
    [{ liveDeflect: { oauth1: OAUTH1, bearer: 'planted' } }, 'liveDeflect: Unrecognized key: "bearer"'],
  ])('cover the credentials of one API: %o', (credentials, error) => {
    expect(accountErrors({ credentials })).toEqual([`accounts[0].credentials.${error}`]);
  });

  it.each([
    [{ SMS: '' }, '.SMS: Too small: expected string to have >=1 characters'],
    [{ OTHER: 'x' }, ': Unrecognized key: "OTHER"'],
  ])('cover channel codes: %o', (alertChannelCodes, error) => {
    expect(accountErrors({ alertChannelCodes })).toEqual([`accounts[0].alertChannelCodes${error}`]);
  });

  it('contain no secret', () => {
    const credentials = { bearer: 'planted', oauth1: { consumerSecret: 'planted', tokenSecret: ['planted'] } };
    const errors = accountErrors({ credentials, region: 'planted', endpoints: { sentinel: 'https://u:planted@h' } });
    expect(errors.length).toBeGreaterThan(3);
    expect(errors.join()).not.toContain('planted');
  });
});
