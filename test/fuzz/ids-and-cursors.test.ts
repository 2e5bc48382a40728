import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARCH_10 } from '../support/ask.ts';
import type { TestGateway } from '../support/gateway.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { globalId } from '../support/node-wire.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { BOUNDED, expectUnbroken, postUnbroken } from '../support/unbroken.ts';

/** Every connection of an account or campaign, and the arguments it needs. */
const CONNECTIONS = {
  transactions: `attempted: ${MARCH_10}`,
  campaigns: `attempted: ${MARCH_10}`,
  handoffs: 'channel: null',
  deflections: `during: ${MARCH_10}`,
  proactiveAlerts: `during: ${MARCH_10}`,
  'campaign(campaignId: "c1") { transactions': `attempted: ${MARCH_10}`,
  'campaign(campaignId: "c1") { consumersReport': 'filter: {}',
} as const;

/** A query of one page of a connection, `$cursor` given as `after` or `before`. */
function page(field: string, needed: string, argument: 'after' | 'before'): string {
  const size = argument === 'after' ? 'first' : 'last';
  const asked = `${field}(${needed}, ${size}: 2, ${argument}: $cursor) { pageInfo { hasNextPage startCursor endCursor } }`;
  const closed = field.includes('{') ? `${asked} }` : asked;
  return `query ($cursor: String) { account(accountId: "${ACCOUNT_ID}") { ${closed} } }`;
}

/** Every cursor that the connections give out. */
async function cursorsOf(gateway: TestGateway): Promise<string[]> {
  const answers = await Promise.all(
    Object.entries(CONNECTIONS).map(([field, needed]) => gateway.query(page(field, needed, 'after'), { cursor: null })),
  );
  return [...JSON.stringify(answers).matchAll(/"(?:start|end)Cursor":"([^"]+)"/g)].map(([, cursor = '']) => cursor);
}

/** What is left of a valid text when somebody cut it, changed a part of it, or put its decoded parts together anew. */
function corrupted(valid: readonly string[]): fc.Arbitrary<string> {
  const one = fc.constantFrom(...valid);
  const decoded = one.map((text) => Buffer.from(text, 'base64url').toString('latin1'));
  return fc.oneof(
    one,
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.json({ maxDepth: 2 }).map((json) => Buffer.from(json).toString('base64url')),
    fc
      .tuple(one, fc.nat(200), fc.string({ maxLength: 3 }))
      .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1)),
    fc.tuple(decoded, fc.nat(200), fc.string({ unit: 'binary', maxLength: 3 })).map(([text, at, put]) => {
      return Buffer.from(text.slice(0, at) + put + text.slice(at + 1), 'latin1').toString('base64url');
    }),
  );
}

describe('ids that somebody made up', () => {
  it('break nothing', async () => {
    const { gateway } = await startSandboxed({}, { federation: true });
    const type = fc.constantFrom(
      'Account',
      'Campaign',
      'ConsumerReport',
      'Handoff',
      'Transaction',
      'Deflection',
      'ProactiveAlertRecord',
    );
    const part = fc.oneof(
      fc.constantFrom(ACCOUNT_ID, 'PROACTIVE_MESSAGING', '1773136800000', '2026-03-10T10:00:00.000Z', '..', '@0'),
      fc.string({ unit: 'binary', maxLength: 10 }),
    );
    const madeUp = fc
      .tuple(type, fc.array(part, { maxLength: 4 }))
      .map(([name, parts]) => globalId(name, ACCOUNT_ID, ...parts.map((text) => text.toWellFormed())));
    const valid = [
      globalId('Account', ACCOUNT_ID),
      globalId('Campaign', ACCOUNT_ID, 'c1'),
      globalId('Transaction', ACCOUNT_ID, 'PROACTIVE_MESSAGING', '1773136800000', 't1'),
    ];
    const ids = fc.array(fc.oneof(madeUp, corrupted(valid)), { maxLength: 5 });
    const query = `query ($ids: [ID!]!, $of: [_Any!]!) {
      nodes(ids: $ids) { id }
      _entities(representations: $of) { __typename }
    }`;
    await fc.assert(
      fc.asyncProperty(ids, type, (list, __typename) => {
        return postUnbroken(gateway, { query, variables: { ids: list, of: list.map((id) => ({ __typename, id })) } });
      }),
      { ...BOUNDED, numRuns: 40 },
    );
    await expectUnbroken(gateway);
  });
});

describe('cursors that somebody changed', () => {
  it('break nothing', async () => {
    const { gateway } = await startSandboxed();
    const cursors = await cursorsOf(gateway);
    expect(cursors.length).toBeGreaterThan(8);
    const connection = fc.constantFrom(...Object.entries(CONNECTIONS));
    await fc.assert(
      fc.asyncProperty(
        connection,
        fc.constantFrom('after', 'before'),
        corrupted(cursors),
        ([field, needed], side, cursor) => {
          return postUnbroken(gateway, { query: page(field, needed, side), variables: { cursor } });
        },
      ),
      BOUNDED,
    );
    await expectUnbroken(gateway);
  });
});
