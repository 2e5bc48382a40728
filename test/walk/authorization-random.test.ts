import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/callers/scope.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startGuarded } from '../support/guarded.ts';
import { at, GUARDED_FIELDS } from '../support/guarded-fields.ts';
import { globalId } from '../support/node-wire.ts';

/** A handoff and a campaign by their ids, beside the fields below the account. */
const NODES = [
  {
    scope: 'configuration:read',
    way: [],
    selection: `handoffNode: node(id: "${globalId('Handoff', ACCOUNT_ID, 'H1')}") { id }`,
    path: ['handoffNode'],
  },
  {
    scope: 'deflections:read',
    way: [],
    selection: `callNode: node(id: "${globalId('Deflection', ACCOUNT_ID, '2026-03-10T10:00:00.000Z', '473513')}") { id }`,
    path: ['callNode'],
  },
] as const;

const scopes = fc.subarray([...SCOPES]);
const fields = fc.subarray([...GUARDED_FIELDS], { minLength: 1 });
const nodes = fc.subarray([...NODES]);

describe('any caller that asks for any fields', () => {
  it('is given those whose scopes it has, and no other', async () => {
    const { ask, gateway } = await startGuarded();
    const law = fc.asyncProperty(scopes, fields, nodes, async (held, below, ids) => {
      const query = `{ account(accountId: "${ACCOUNT_ID}") { ${below.map(({ selection }) => selection).join(' ')} }
        ${ids.map(({ selection }) => selection).join(' ')} }`;
      const { data, errors = [] } = await ask({ scopes: held }, query);
      const asked = [...below.map((field) => ({ ...field, path: ['account', ...field.path] })), ...ids];
      const has = ({ scope, way }: (typeof asked)[number]) => [...way, scope].every((name) => held.includes(name));
      const given = asked.filter(({ path }) => (at(data, path) ?? null) !== null);
      expect(given).toEqual(asked.filter(has));
      expect(errors.filter(({ extensions }) => extensions.code !== 'FORBIDDEN')).toEqual([]);
      expect(errors.length > 0).toBe(given.length < asked.length);
    });
    await fc.assert(law, { numRuns: 60 });
    expect(gateway.bugs).toEqual([]);
  });
});
