import { describe, expect, it } from 'vitest';
import { gatewayConfig, loadConfig } from '../../src/config/config.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { configPath, faultsOf } from '../support/config.ts';

const ACCOUNT = { accountId: '12345678', credentials: { bearer: 'le-token' } };
const OAUTH1 = { consumerKey: 'key', consumerSecret: 'secret', token: 'token', tokenSecret: 'secret' };
const SECRET_SOURCE = 'must be a text, { "env": "NAME" } or { "file": "path" }';
const BASE_URL = 'must be an https URL without query (http on loopback only)';

/** The faults of a file with one account that has `more`. */
const accountFaults = (more: Record<string, unknown>) =>
  faultsOf(() => gatewayConfig({ callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, ...more }] }));

describe('the faults of the environment', () => {
  it.each([
    [{ PORT: 'http' }, 'PORT: must be a port from 0 to 65535'],
    [{ PORT: '-1' }, 'PORT: must be a port from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT: must be a port from 0 to 65535'],
    [{ HOST: '' }, 'HOST: Too small: expected string to have >=1 characters'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL: Invalid option: expected one of "fatal"|"error"|"warn"|"info"|"debug"|"silent"',
    ],
  ])('are those of %o', (environment, fault) => {
    expect(faultsOf(() => loadConfig(environment))).toEqual([fault]);
  });

  it('are told together with those of the file', () => {
    const GATEWAY_CONFIG = configPath({ callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, region: 'us' }] });
    expect(faultsOf(() => loadConfig({ PORT: 'http', GATEWAY_CONFIG }))).toEqual([
      'PORT: must be a port from 0 to 65535',
      'accounts[0].region: Invalid option: expected one of "va"|"lo"|"sy"',
    ]);
  });

  it('are told together with a file that cannot be read', () => {
    expect(faultsOf(() => loadConfig({ PORT: 'http', GATEWAY_CONFIG: '/nowhere/gateway.json' }))).toEqual([
      'PORT: must be a port from 0 to 65535',
      'GATEWAY_CONFIG: the file /nowhere/gateway.json cannot be read',
    ]);
  });
});

describe('the faults of a file that is not JSON', () => {
  it.each([
    ['a value that is none', '{\n  "bearer": planted }', 'line 2 column 13'],
    ['a comma too many', '{\n  "bearer": "planted",\n}', 'line 3 column 1'],
    ['a comment', '{\n  // planted\n  "bearer": 1 }', 'line 2 column 3'],
    ['a missing comma', '{ "bearer": "planted" "planted" }', 'line 1 column 23'],
    ['a missing end', '{ "bearer": "planted"', 'line 1 column 22'],
    ['nothing', '', 'line 1 column 1'],
  ])('tell the place of %s, and quote nothing', (_, text, place) => {
    const GATEWAY_CONFIG = configPath(text);
    expect(faultsOf(() => loadConfig({ GATEWAY_CONFIG }))).toEqual([
      `GATEWAY_CONFIG: the file ${GATEWAY_CONFIG} is not JSON (${place})`,
    ]);
  });
});

describe('the faults of a file', () => {
  it('are all told at once, by path', () => {
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
    expect(faultsOf(() => gatewayConfig(file, {}))).toEqual([
      'accounts[0].accountId: must be the digits of a LivePerson account',
      'accounts[0].reportingApi: Invalid option: expected one of "documented"|"v2"',
      'accounts[0].v2PageLength: Too small: expected number to be >=1',
      'accounts[0].credentials: must hold at least one of appJwt, oauth1 and bearer, for all APIs or for one of them',
      'accounts[0]: Unrecognized key: "extra"',
      'accounts[1].credentials.oauth1.consumerKey: Too small: expected string to have >=1 characters',
      'accounts[1].credentials.oauth1.consumerSecret: the environment variable LP_MISSING holds no secret',
      `accounts[1].credentials.oauth1.tokenSecret: ${SECRET_SOURCE}`,
      `accounts[1].endpoints.reporting: ${BASE_URL}`,
      'accounts: name the same accountId twice',
      'deadlineMs: Too small: expected number to be >=1',
      'retry.unavailableMs[0]: Too small: expected number to be >=0',
      'http.connections: Invalid input: expected int, received number',
      'the file: Unrecognized key: "unknown"',
    ]);
  });

  it('are counted in the message, one a line', () => {
    expect(new ConfigError(['a: one']).message).toBe('The configuration has a fault:\n  a: one');
    expect(new ConfigError(['a: one', 'b: two']).message).toBe('The configuration has 2 faults:\n  a: one\n  b: two');
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
      'twice the same account',
      { callers: { mode: 'none' }, accounts: [ACCOUNT, ACCOUNT] },
      'accounts: name the same accountId twice',
    ],
  ])('name %s', (_, file, fault) => {
    expect(faultsOf(() => gatewayConfig(file))).toEqual([fault]);
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
    expect(accountFaults({ endpoints: { reporting } })).toEqual([`accounts[0].endpoints.reporting: ${BASE_URL}`]);
  });

  it.each(['http://localhost:4001', 'http://127.0.0.1:4001', 'http://[::1]:4001', 'https://api.example.net/base'])(
    'do not include the endpoint %s',
    (reporting) => {
      expect(accountFaults({ endpoints: { reporting } })).toEqual([]);
    },
  );

  it.each([
    [{ env: 'LP_EMPTY' }, 'the environment variable LP_EMPTY holds no secret'],
    [{ env: 'LP_MISSING' }, 'the environment variable LP_MISSING holds no secret'],
    [{ file: '/nowhere/secret' }, 'the file /nowhere/secret holds no secret'],
    [{ env: 'A', file: 'b' }, SECRET_SOURCE],
    ['', 'Too small: expected string to have >=1 characters'],
    [7, SECRET_SOURCE],
  ])('name the source of a secret that is not there: %o', (bearer, fault) => {
    const file = { callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, credentials: { bearer } }] };
    expect(faultsOf(() => gatewayConfig(file, { LP_EMPTY: ' \n' }))).toEqual([
      `accounts[0].credentials.bearer: ${fault}`,
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
  ])('are told of the credentials of one API: %o', (credentials, fault) => {
    expect(accountFaults({ credentials })).toEqual([`accounts[0].credentials.${fault}`]);
  });

  it.each([
    [{ SMS: '' }, '.SMS: Too small: expected string to have >=1 characters'],
    [{ OTHER: 'x' }, ': Unrecognized key: "OTHER"'],
  ])('are told of channel codes: %o', (alertChannelCodes, fault) => {
    expect(accountFaults({ alertChannelCodes })).toEqual([`accounts[0].alertChannelCodes${fault}`]);
  });

  it('hold no secret', () => {
    const credentials = { bearer: 'planted', oauth1: { consumerSecret: 'planted', tokenSecret: ['planted'] } };
    const faults = accountFaults({ credentials, region: 'planted', endpoints: { sentinel: 'https://u:planted@h' } });
    expect(faults.length).toBeGreaterThan(3);
    expect(faults.join()).not.toContain('planted');
  });
});
