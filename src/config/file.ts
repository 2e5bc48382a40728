import { z } from 'zod';
import { object } from '../upstream/wire-values.ts';
import { accountSchema } from './account.ts';
import { budgetsSchema } from './budgets.ts';
import { cacheSchema } from './cache.ts';
import { callersSchema } from './callers.ts';
import { documentsSchema } from './documents.ts';
import { exportsSchema } from './exports.ts';
import { guardSchema } from './guard.ts';
import { operationsSchema } from './operations.ts';
import { quotasSchema } from './quotas.ts';
import { type Environment, secretFrom } from './secret.ts';
import { subscriptionsSchema } from './subscriptions.ts';
import { tracingSchema } from './tracing.ts';
import { breakerSchema, doorSchema, millisecondsSchema, retrySchema } from './traffic.ts';
import { webSchema } from './web.ts';
import { wholeNumber } from './whole-number.ts';

const errorsSchema = z
  .strictObject({
    upstreamMessages: z
      .boolean()
      .default(false)
      .describe("Whether errors include LivePerson's own message, masked, in extensions.upstreamMessage."),
  })
  .prefault({})
  .describe('What errors show to callers.');

/** The schema of the configuration file; its output has the defaults filled in and the secrets read. */
export const configSchema = (environment: Environment) =>
  z.strictObject({
    $schema: z.string().optional().describe('The JSON Schema of this file, for editors.'),
    accounts: z
      .array(accountSchema(secretFrom(environment)))
      .min(1)
      .refine(hasDistinctIds, {
        error: 'must not have the same accountId twice',
        when: ({ value }) => Array.isArray(value),
      })
      .describe('The accounts that the gateway serves.'),
    callers: callersSchema(secretFrom(environment)),
    web: webSchema,
    tracing: tracingSchema,
    documents: documentsSchema,
    operations: operationsSchema,
    quotas: quotasSchema,
    federation: z
      .boolean()
      .default(false)
      .describe('Whether the schema is served as a subgraph of Apollo Federation 2.'),
    deadlineMs: millisecondsSchema
      .default(30_000)
      .describe('Milliseconds that one client request may take. A client can set a shorter deadline.'),
    attemptTimeoutMs: millisecondsSchema
      .default(20_000)
      .describe('Milliseconds that one attempt at an upstream call may take.'),
    retry: retrySchema,
    budgets: budgetsSchema,
    breaker: breakerSchema,
    door: doorSchema,
    exports: exportsSchema,
    guard: guardSchema,
    subscriptions: subscriptionsSchema,
    cache: cacheSchema,
    alerts: z
      .strictObject({
        idempotencyHours: wholeNumber(
          1,
          168,
          24,
          'Hours for which the idempotencyKey of an alert is remembered, from its outcome.',
        ),
        rateLimited: z
          .enum(['unsent', 'unknown'])
          .default('unsent')
          .describe(
            'What HTTP 429 says of an alert: unsent, so that it is sent again; or unknown, so that it is not, and its outcome is unknown.',
          ),
      })
      .prefault({})
      .describe('How the gateway avoids sending an alert twice.'),
    errors: errorsSchema,
    limits: z
      .strictObject({
        pagesPerConnection: wholeNumber(
          2,
          1000,
          50,
          'Upstream pages that one connection of transactions may read per request.',
        ),
        handoffPageLength: wholeNumber(1, 1000, 100, 'Handoffs requested per call when a list is read.'),
        countedGroups: wholeNumber(100, 25_000, 10_000, 'Groups by which one field may count transactions.'),
      })
      .prefault({})
      .describe('Limits on the upstream calls of one field.'),
    http: z
      .strictObject({
        connections: wholeNumber(1, 1000, 32, 'Connections per upstream host.'),
        keepAliveMs: millisecondsSchema
          .default(10_000)
          .describe('Milliseconds for which an idle upstream connection stays open.'),
        maxResponseBytes: wholeNumber(
          1024,
          1024 ** 3,
          16 * 1024 ** 2,
          'Size, in bytes, of the largest upstream response that is read.',
        ),
      })
      .prefault({})
      .describe('Connections to the upstreams.'),
  });

/** Runs even if the accounts have other errors, so an item may be anything. */
function hasDistinctIds(accounts: readonly unknown[]): boolean {
  const ids = accounts.map((account) => object(account)?.accountId).filter((id) => id !== undefined);
  return new Set(ids).size === ids.length;
}
