import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { printConfigSchema } from '../../scripts/print-config-schema.ts';
import { SCOPES } from '../../src/callers/scope.ts';
import { gatewayConfig, loadConfig } from '../../src/config/config.ts';
import { budgetsOf } from '../support/budgets.ts';
import { configPath } from '../support/config.ts';

const ACCOUNT = { accountId: '12345678', credentials: { bearer: 'le-token' } };

describe('loadConfig', () => {
  it('has a default for every setting, and no gateway without a file', () => {
    expect(loadConfig({})).toEqual({ host: '127.0.0.1', port: 4000, logLevel: 'info', gateway: null });
  });

  it('reads every setting', () => {
    const environment = {
      HOST: '0.0.0.0',
      PORT: '0',
      LOG_LEVEL: 'debug',
      GATEWAY_CONFIG: configPath({ callers: { mode: 'none' }, accounts: [ACCOUNT] }),
    };
    expect(loadConfig(environment)).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      logLevel: 'debug',
      gateway: { accounts: [{ accountId: '12345678' }] },
    });
  });
});

describe('gatewayConfig', () => {
  it('has a default for every setting but accounts, credentials and callers', () => {
    expect(JSON.parse(JSON.stringify(gatewayConfig({ callers: { mode: 'none' }, accounts: [ACCOUNT] })))).toEqual({
      callers: { mode: 'none', scopes: [...SCOPES] },
      subscriptions: {
        total: 2000,
        perCaller: 100,
        shortestPollMs: 5000,
        longestPollMs: 300_000,
        pollMs: 60_000,
        heartbeatMs: 12_000,
      },
      web: {
        graphiql: false,
        introspection: false,
        compression: true,
        cors: { origins: [], allowedHeaders: [], credentials: false, maxAgeSeconds: 600 },
      },
      documents: { mode: 'off' },
      federation: false,
      accounts: [
        {
          accountId: '12345678',
          reportingApi: 'documented',
          readsWithBody: 'GET',
          v2PageLength: 1000,
          credentials: { bearer: '[secret]' },
          alertChannelCodes: {},
          endpoints: { domainApi: 'https://api.liveperson.net' },
        },
      ],
      alerts: { idempotencyHours: 24, rateLimited: 'unsent' },
      errors: { upstreamMessages: false },
      deadlineMs: 30_000,
      attemptTimeoutMs: 20_000,
      retry: {
        rateLimitedMs: [1000, 2000, 4000],
        unavailableMs: [5000, 10_000, 15_000],
        unreachableMs: [250, 1000, 5000],
        jitter: 0.5,
        budgetShare: 0.1,
        budgetFloor: 10,
      },
      budgets: { ...budgetsOf(10), processes: 2, longestPauseMs: 60_000, waitingPerCaller: 1000 },
      breaker: { failureShare: 0.5, windowMs: 30_000, minimumCalls: 20, probeAfterMs: 10_000 },
      door: {
        concurrency: 512,
        queue: 2048,
        concurrencyPerCaller: 256,
        queuePerCaller: 1024,
        bodies: 1024,
        bodiesBytes: 64 * 1024 ** 2,
        sendIdleMs: 30_000,
        sendBytesPerSecond: 16 * 1024,
        keepAliveMs: 75_000,
        drainMs: 0,
      },
      exports: { total: 8, perCaller: 2 },
      guard: { heapShare: 0.9, loopDelayMs: 3000, watchdogMs: 30_000 },
      cache: {
        maxBytes: 64 * 1024 ** 2,
        dataDelayMs: 20 * 60_000,
        settlingMs: 2 * 60 * 60_000,
        settledMs: 6 * 60 * 60_000,
        recentMs: 60_000,
        campaignsMs: 2 * 60_000,
        handoffsMs: 5 * 60_000,
        staleWhileRevalidateMs: 5 * 60_000,
        staleIfErrorMs: 24 * 60 * 60_000,
        readyAnswers: true,
        allowNoCache: false,
      },
      limits: { pagesPerConnection: 50, handoffPageLength: 100, countedGroups: 10_000 },
      operations: {
        bodyBytes: 1024 ** 2,
        tokens: 2000,
        nesting: 100,
        depth: 15,
        rootFields: 20,
        fields: 1000,
        aliases: 50,
        directives: 50,
        validationErrors: 5,
        alerts: 100,
        answerBytes: 32 * 1024 ** 2,
        cost: 100_000,
      },
      quotas: {
        requestsPerMinute: 6000,
        costPerMinute: 10_000_000,
        upstreamCallsPerMinute: 6000,
        freshReadsPerMinute: 60,
      },
      http: { connections: 32, keepAliveMs: 10_000, maxResponseBytes: 16 * 1024 ** 2 },
    });
  });

  it('drops trailing slashes of base URLs', () => {
    const endpoints = { reporting: 'https://reports.example.net/base//', sentinel: 'http://localhost:4001/' };
    const { accounts } = gatewayConfig({ callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, endpoints }] });
    expect(accounts[0]?.endpoints).toMatchObject({
      reporting: 'https://reports.example.net/base',
      sentinel: 'http://localhost:4001',
    });
  });

  it('reads secrets from the text, the environment and a file, without white space around them', () => {
    const oauth1 = {
      consumerKey: 'key',
      consumerSecret: { env: 'LP_CONSUMER' },
      token: 'token',
      tokenSecret: 'as text',
    };
    const bearer = { file: configPath('  from a file\n') };
    const { accounts } = gatewayConfig(
      { callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, credentials: { oauth1, bearer } }] },
      { LP_CONSUMER: 'from the environment\n' },
    );
    const credentials = accounts[0]?.credentials;
    expect(credentials?.oauth1?.consumerSecret.reveal()).toBe('from the environment');
    expect(credentials?.oauth1?.tokenSecret.reveal()).toBe('as text');
    expect(credentials?.bearer?.reveal()).toBe('from a file');
  });

  it.each([
    ['JSON.stringify', (config: object) => JSON.stringify(config)],
    ['the inspector', (config: object) => inspect(config, { depth: 20, showHidden: true })],
    ['a template', ({ accounts }: ReturnType<typeof gatewayConfig>) => `${accounts[0]?.credentials.bearer}`],
  ])('shows no secret in %s', (_, show) => {
    const credentials = { bearer: 'planted-1', appJwt: { clientId: 'client', clientSecret: { env: 'LP_SECRET' } } };
    const config = gatewayConfig(
      { callers: { mode: 'none' }, accounts: [{ ...ACCOUNT, credentials }] },
      { LP_SECRET: 'planted-2' },
    );
    expect(show(config)).toContain('[secret]');
    expect(show(config)).not.toContain('planted');
  });
});

describe('gateway.config.schema.json', () => {
  it('is what scripts/print-config-schema.ts prints', () => {
    expect(readFileSync('gateway.config.schema.json', 'utf8')).toBe(printConfigSchema());
  });

  it('describes every setting', () => {
    const undescribed = settingsOf(JSON.parse(printConfigSchema())).filter(({ description }) => !description);
    expect(undescribed.map(({ path }) => path)).toEqual([]);
  });
});

type Setting = {
  readonly path?: string;
  readonly description?: string;
  readonly properties?: Record<string, Setting>;
  readonly items?: Setting;
  readonly oneOf?: readonly Setting[];
};

/** The settings of a JSON Schema by path: nested ones, those of list items and of every alternative too. */
function settingsOf({ properties, items, oneOf = [] }: Setting, parent = ''): readonly Setting[] {
  const alternatives = oneOf.flatMap((member) => settingsOf(member, parent));
  const named = Object.entries({ ...properties, ...items?.properties }).flatMap(([name, setting]) => {
    const path = `${parent}${name}`;
    return [{ ...setting, path }, ...settingsOf(setting, `${path}.`)];
  });
  return [...named, ...alternatives];
}

describe('REDIS_URL', () => {
  it('is a secret, for it may hold a password', () => {
    const config = loadConfig({ REDIS_URL: 'redis://:planted-password@127.0.0.1:6379' });
    expect(config.redisUrl?.reveal()).toBe('redis://:planted-password@127.0.0.1:6379');
    expect(JSON.stringify(config)).not.toContain('planted');
  });

  it('must be the URL of a Redis', () => {
    expect(() => loadConfig({ REDIS_URL: 'http://127.0.0.1' })).toThrow(
      'REDIS_URL: must be a redis:// or rediss:// URL',
    );
  });
});
