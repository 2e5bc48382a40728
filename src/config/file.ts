import { z } from 'zod';
import { object } from '../upstream/wire-values.ts';
import { accountFile, type Environment, secretFrom } from './account.ts';
import { budgetsFile } from './budgets.ts';
import { cacheSettings } from './cache.ts';
import { callersFile } from './callers.ts';
import { documentsFile } from './documents.ts';
import { operationsFile } from './operations.ts';
import { tracingFile } from './tracing.ts';
import { breakerFile, Count, doorFile, Milliseconds, Share } from './traffic.ts';
import { webFile } from './web.ts';

const Delays = z.array(z.number().int().min(0).max(600_000)).max(10);

/** The configuration file as it is written, and as the gateway uses it: defaults filled in, secrets read. */
export const configFile = (environment: Environment) =>
  z.strictObject({
    $schema: z.string().optional().describe('The JSON Schema of this file, for editors.'),
    accounts: z
      .array(accountFile(secretFrom(environment)))
      .min(1)
      .refine(hasDistinctIds, { error: 'name the same accountId twice', when: ({ value }) => Array.isArray(value) })
      .describe('The accounts that the gateway serves.'),
    callers: callersFile(secretFrom(environment)),
    web: webFile,
    tracing: tracingFile,
    documents: documentsFile,
    operations: operationsFile,
    federation: z
      .boolean()
      .default(false)
      .describe('Whether the schema is served as a subgraph of Apollo Federation 2.'),
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
