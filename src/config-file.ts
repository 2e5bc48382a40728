import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { cacheSettings } from './cache-settings.ts';
import { budgetsFile } from './config-budgets.ts';
import { Secret } from './upstream/auth/secret.ts';
import { isLoopback } from './upstream/domain/base-url.ts';
import { object } from './upstream/wire-values.ts';

/** The environment that secrets may name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const SecretSource = z
  .union(
    [
      z.string().min(1).describe('The secret itself; better kept out of the file.'),
      z.strictObject({ env: z.string().min(1) }).describe('The environment variable that holds it.'),
      z.strictObject({ file: z.string().min(1) }).describe('The file that holds it; white space around it is dropped.'),
    ],
    'must be a text, { "env": "NAME" } or { "file": "path" }',
  )
  .describe('A secret: its text, or where it is.');

const BaseUrl = z
  .string()
  .refine(isBaseUrl, 'must be an https URL without query (http on loopback only)')
  .transform((url) => url.replace(/\/+$/, ''))
  .describe('A base URL: https, or http where the host is loopback.');

const Milliseconds = z.number().int().min(1).max(600_000);
const Delays = z.array(z.number().int().min(0).max(600_000)).max(10);

const Count = z.number().int();
const Share = z.number().min(0).max(1);

const breakerFile = z
  .strictObject({
    failureShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('The share of calls that failed (5xx, timeout, no connection) at which the breaker opens.'),
    windowMs: z.number().int().min(100).max(600_000).default(30_000).describe('Milliseconds over which calls count.'),
    minimumCalls: Count.min(1).max(10_000).default(20).describe('Calls in the window below which it stays closed.'),
    probeAfterMs: Milliseconds.default(10_000).describe(
      'Milliseconds that it stays open before one call is let through.',
    ),
  })
  .prefault({})
  .describe('When an upstream that fails is left alone, per account and family.');

const doorFile = z
  .strictObject({
    concurrency: Count.min(1).max(100_000).default(512).describe('GraphQL requests that run at once.'),
    queue: Count.min(0).max(100_000).default(2048).describe('GraphQL requests that wait; further ones get HTTP 503.'),
    drainMs: z
      .number()
      .int()
      .min(0)
      .max(600_000)
      .default(0)
      .describe('Milliseconds that the gateway goes on listening, not ready any more, after it was told to stop.'),
  })
  .prefault({})
  .describe('How many client requests are let in.');

/** Reads a secret from where it is; what cannot be read is a fault at its path, and its text is in no message. */
function secretFrom(environment: Environment) {
  return SecretSource.transform((source, context) => {
    if (typeof source === 'string') return new Secret(source);
    const text = 'env' in source ? environment[source.env] : readFile(source.file);
    if (text?.trim()) return new Secret(text.trim());
    const where = 'env' in source ? `the environment variable ${source.env}` : `the file ${source.file}`;
    context.addIssue({ code: 'custom', message: `${where} holds no secret` });
    return z.NEVER;
  });
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const name = (description: string) => z.string().min(1).describe(description);

const accountFile = (secret: ReturnType<typeof secretFrom>) =>
  z.strictObject({
    accountId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the digits of a LivePerson account')
      .describe('The LivePerson account (site) id.'),
    region: z
      .enum(['va', 'lo', 'sy'])
      .optional()
      .describe('The data centre. Without it, and without endpoints, the Domain API is asked.'),
    reportingApi: z
      .enum(['documented', 'v2'])
      .default('documented')
      .describe('How transactions are asked for: GET with a body and offsets, or POST with v=2.0.'),
    readsWithBody: z
      .enum(['GET', 'POST'])
      .default('GET')
      .describe('The method of documented reads that carry a body; POST where a proxy drops the body of a GET.'),
    v2PageLength: z
      .number()
      .int()
      .min(1)
      .max(5000)
      .default(1000)
      .describe('Transactions asked for per call in the v2 dialect.'),
    credentials: z
      .strictObject({
        appJwt: z
          .strictObject({ clientId: name('The client id.'), clientSecret: secret })
          .optional()
          .describe('OAuth 2 client credentials for an App JWT; preferred for Reporting and Configuration.'),
        oauth1: z
          .strictObject({
            consumerKey: name('The App Key.'),
            consumerSecret: secret,
            token: name('The Access Token.'),
            tokenSecret: secret,
          })
          .optional()
          .describe('An OAuth 1.0a key set; the only credential that LiveDeflect takes.'),
        bearer: secret.optional().describe('An LE Bearer token.'),
      })
      .refine((all) => Object.keys(all).length > 0, 'must hold at least one of appJwt, oauth1 and bearer')
      .describe('What the account has; APIs take the best of it.'),
    endpoints: z
      .strictObject({
        domainApi: BaseUrl.prefault('https://api.liveperson.net'),
        reporting: BaseUrl.optional(),
        configuration: BaseUrl.optional(),
        liveDeflect: BaseUrl.optional(),
        sentinel: BaseUrl.optional(),
      })
      .prefault({})
      .describe('Base URLs that replace what region or Domain API would give.'),
  });

/** The configuration file as it is written, and as the gateway uses it: defaults filled in, secrets read. */
export const configFile = (environment: Environment) =>
  z.strictObject({
    $schema: z.string().optional().describe('The JSON Schema of this file, for editors.'),
    accounts: z
      .array(accountFile(secretFrom(environment)))
      .min(1)
      .refine(hasDistinctIds, { error: 'name the same accountId twice', when: ({ value }) => Array.isArray(value) })
      .describe('The accounts that the gateway serves.'),
    deadlineMs: Milliseconds.default(30_000).describe(
      'Milliseconds that one client request may take; a client may ask for less.',
    ),
    attemptTimeoutMs: Milliseconds.default(20_000).describe(
      'Milliseconds that one attempt at an upstream call may take.',
    ),
    retry: z
      .strictObject({
        rateLimitedMs: Delays.default([1000, 2000, 4000]).describe(
          'Waits after HTTP 429; a longer Retry-After is obeyed.',
        ),
        unavailableMs: Delays.default([5000, 10_000, 15_000]).describe('Waits after HTTP 5xx.'),
        unreachableMs: Delays.default([250, 1000, 5000]).describe(
          'Waits after a connection that was refused, reset or cut off.',
        ),
        jitter: Share.default(0.5).describe(
          'The share of itself by which a wait is lengthened at most, at random; the waits are minima.',
        ),
        budgetShare: Share.default(0.1).describe(
          "The share of the last minute's requests, per account and family, that may be repeated.",
        ),
        budgetFloor: Count.min(0)
          .max(10_000)
          .default(10)
          .describe('Retries a minute, per account and family, that are allowed however few requests there were.'),
      })
      .prefault({})
      .describe("Milliseconds before each further attempt; defaults follow LivePerson's retry policy."),
    budgets: budgetsFile,
    breaker: breakerFile,
    door: doorFile,
    cache: cacheSettings,
    alerts: z
      .strictObject({
        idempotencyHours: Count.min(1)
          .max(168)
          .default(24)
          .describe('Hours from the outcome of an alert in which its idempotencyKey is held.'),
      })
      .prefault({})
      .describe('How alerts are kept from being sent twice.'),
    limits: z
      .strictObject({
        pagesPerConnection: z
          .number()
          .int()
          .min(2)
          .max(1000)
          .default(50)
          .describe('Upstream pages that one transactions connection reads per request.'),
        handoffPageLength: z
          .number()
          .int()
          .min(1)
          .max(1000)
          .default(100)
          .describe('Handoffs asked for per call when a list is read through.'),
      })
      .prefault({})
      .describe('Bounds on what one field asks of the upstreams.'),
    http: z
      .strictObject({
        connections: z.number().int().min(1).max(1000).default(32).describe('Connections per upstream host.'),
        keepAliveMs: Milliseconds.default(10_000).describe(
          'Milliseconds that an idle upstream connection is kept open.',
        ),
        maxResponseBytes: z
          .number()
          .int()
          .min(1024)
          .max(1024 ** 3)
          .default(64 * 1024 ** 2)
          .describe('Bytes of the largest upstream answer read.'),
      })
      .prefault({})
      .describe('Connections to the upstreams.'),
  });

/** Told together with other faults, so what is looked at may be anything. */
function hasDistinctIds(accounts: readonly unknown[]): boolean {
  const ids = accounts.map((account) => object(account)?.accountId).filter((id) => id !== undefined);
  return new Set(ids).size === ids.length;
}

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  const encrypted = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return encrypted && search === '' && hash === '' && username === '';
}
