import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/callers/scope.ts';
import { transactions } from '../support/ask.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startGuarded } from '../support/guarded.ts';
import { at, GUARDED_FIELDS } from '../support/guarded-fields.ts';
import { handoffRow, transactionRow, transactionsAnswer } from '../support/wire.ts';

/** Asks for fields of the account. */
const account = (selection: string) => `{ account(accountId: "${ACCOUNT_ID}") { accountId ${selection} } }`;

describe.each(GUARDED_FIELDS)('$coordinate', ({ scope, way, selection, path, kind }) => {
  it(`is answered to a caller that has ${[...way, scope].join(' and ')} alone`, async () => {
    const { ask, kinds } = await startGuarded();
    const { data, errors } = await ask({ scopes: [...way, scope] }, account(selection));
    expect(errors).toBeUndefined();
    expect(at(data.account, path) ?? null).not.toBeNull();
    expect(kinds()).toEqual(kind === null ? [] : expect.arrayContaining([kind]));
  });

  it(`is null, with FORBIDDEN, and costs no call without ${scope}`, async () => {
    const { ask, gateway, kinds } = await startGuarded();
    const { data, errors } = await ask({ scopes: allBut(scope) }, account(selection));
    expect(at(data.account, path)).toBeNull();
    expect(data.account.accountId).toBe(ACCOUNT_ID);
    expect(errors).toMatchObject([{ message: `This needs the scope ${scope}.`, path: ['account', ...path] }]);
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', requiredScope: scope });
    expect(kinds()).not.toContain(kind);
    expect(gateway.bugs).toEqual([]);
  });
});

describe('a caller without scopes', () => {
  it('is answered what costs no upstream call', async () => {
    const { ask, kinds } = await startGuarded();
    const query = '{ accounts { id accountId campaign(campaignId: "c1") { id campaignId account { accountId } } } }';
    const { data, errors } = await ask({ scopes: [] }, query);
    expect(errors).toBeUndefined();
    expect(data.accounts).toHaveLength(2);
    expect(kinds()).toEqual([]);
  });

  it('gets an error for each field, by its alias, and none hides another', async () => {
    const { ask, kinds } = await startGuarded();
    const fields = GUARDED_FIELDS.filter(({ way }) => way.length === 0);
    const selection = fields.map(({ selection: asked }) => asked).join(' ');
    const { errors } = await ask({ scopes: [] }, `{ a: ${account(selection).slice(1)}`);
    expect(errors?.map(({ path }) => path?.join('.')).toSorted()).toEqual(
      fields.map(({ path }) => ['a', ...path].join('.')).toSorted(),
    );
    expect(kinds()).toEqual([]);
  });

  it('is refused before the arguments are looked at', async () => {
    const { ask } = await startGuarded();
    const { errors } = await ask({ scopes: [] }, account('handoffs(first: 0) { nodes { name } }'));
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
  });
});

describe('Transaction.handoff', () => {
  const rows = Array.from({ length: 300 }, (_, index) => transactionRow({ transactionId: `t${1000 + index}` }));
  const many = () =>
    startGuarded(({ path }) => (path.includes('/transactions/') ? { json: transactionsAnswer(rows) } : undefined));
  const query = account(transactions('nodes { transactionId handoff { name } }', ', first: 300'));

  it('is FORBIDDEN on each of 300 transactions, which all have their data', async () => {
    const { ask, kinds } = await many();
    const { data, errors } = await ask({ scopes: ['transactions:read'] }, query);
    const { nodes } = data.account.transactions;
    expect(nodes).toEqual(rows.map(({ transactionId }) => ({ transactionId, handoff: null })));
    expect(errors?.map(({ path }) => path)).toEqual(
      rows.map((_, index) => ['account', 'transactions', 'nodes', index, 'handoff']),
    );
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
    expect(kinds()).toEqual(['transactions']);
  });
});

describe('an operation that was compiled for another caller', () => {
  it('is checked anew for each', async () => {
    const { ask } = await startGuarded(({ path }) =>
      path.includes('/handoffs/') ? { json: [handoffRow('H9')] } : undefined,
    );
    const query = account('handoffs { nodes { handoffId } }');
    const codes = [];
    for (const scopes of [SCOPES, [], SCOPES, []]) {
      const { data, errors } = await ask({ scopes }, query);
      codes.push(errors?.[0]?.extensions.code ?? data.account.handoffs.nodes[0].handoffId);
    }
    expect(codes).toEqual(['H9', 'FORBIDDEN', 'H9', 'FORBIDDEN']);
  });
});
