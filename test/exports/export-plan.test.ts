import { getOperationAST, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { planExport } from '../../src/graphql/exports/export-plan.ts';
import { schema } from '../../src/schema/schema.ts';

const DAY = '{ start: "2026-03-01T00:00:00Z", end: "2026-03-02T00:00:00Z" }';

function planOf(text: string) {
  const document = parse(text);
  const operation = getOperationAST(document, null);
  if (operation == null) throw new Error('no operation');
  return planExport(schema, document, operation);
}

const account = (selection: string) => `{ account(accountId: "1") { ${selection} } }`;
const transactions = (selection: string, more = '') => `transactions(attempted: ${DAY}${more}) { ${selection} }`;
const spaced = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

describe('the plan of an export', () => {
  it('asks for the connection alone, with the arguments of a page', () => {
    const plan = planOf(
      `query Q($first: Int, $after: String, $skill: String!) { account(accountId: "1") { accountId ${transactions('fetchedAt nodes { skill } pageInfo { hasNextPage }', ', first: $first, after: $after, filter: { skills: [$skill] }')} } }`,
    );
    expect(spaced(print(plan.document))).toBe(
      spaced(`query Q($skill: String!, $first_: Int, $after_: String) { account(accountId: "1") {
        transactions( attempted: {start: "2026-03-01T00:00:00Z", end: "2026-03-02T00:00:00Z"}
          filter: {skills: [$skill]} first: $first_ after: $after_ ) {
          nodes { skill } pageInfo: pageInfo { hasNextPage endCursor } } } }`),
    );
    expect(plan).toMatchObject({
      variables: { first: 'first_', after: 'after_' },
      path: ['account', 'transactions'],
      connection: 'Account.transactions',
      item: 'node',
      itemsKey: 'nodes',
      columns: [['skill']],
    });
  });

  it('follows fragments to the connection and inside it', () => {
    const plan = planOf(`query { account(accountId: "1") { ...A } }
      fragment A on Account { list: ${transactions('...C')} }
      fragment C on TransactionConnection { edges { cursor node { ...T error { code } } } }
      fragment T on Transaction { transactionId error { source } }`);
    expect(plan).toMatchObject({ path: ['account', 'list'], item: 'edge' });
    expect(plan.columns.map((column) => column.join('.'))).toEqual([
      'cursor',
      'node.transactionId',
      'node.error.source',
      'node.error.code',
    ]);
  });

  it('leaves connections inside items to the items', () => {
    const plan = planOf(
      account(`campaigns(attempted: ${DAY}) { nodes { campaignId ${transactions('nodes { skill }')} } }`),
    );
    expect(plan.path).toEqual(['account', 'campaigns']);
    expect(plan.columns).toEqual([['campaignId'], ['transactions', 'nodes']]);
  });

  it('may begin at a node', () => {
    const plan = planOf(`{ node(id: "x") { ... on Campaign { ${transactions('nodes { skill }')} } } }`);
    expect(plan).toMatchObject({ path: ['node', 'transactions'], connection: 'Campaign.transactions' });
  });

  it('keeps apart an alias with the name of pageInfo', () => {
    expect(planOf(account(transactions('pageInfo: nodes { skill }')))).toMatchObject({
      itemsKey: 'pageInfo',
      pageInfoKey: 'page',
    });
  });

  it('takes one connection that is selected twice for one', () => {
    const twice = account(`${transactions('nodes { skill }')} ${transactions('nodes { channel }')}`);
    expect(planOf(twice).columns).toEqual([['skill'], ['channel']]);
  });

  it.each([
    ['no connection', '{ __typename }', /The query has none/],
    [
      'two',
      account(`a: ${transactions('nodes { skill }')} b: ${transactions('nodes { skill }')}`),
      /has 2: account.a, account.b/,
    ],
    ['one in a list', `{ accounts { ${transactions('nodes { skill }')} } }`, /accounts.transactions is inside a list/],
    ['neither nodes nor edges', account(transactions('pageInfo { endCursor }')), /nodes or edges/],
    ['nodes and edges', account(transactions('nodes { skill } edges { cursor }')), /nodes or edges/],
    ['nodes twice', account(transactions('nodes { skill } more: nodes { skill }')), /nodes or edges/],
    ['a mutation', 'mutation { __typename }', /not a mutation/],
  ])('is refused for %s', (_, text, message) => {
    expect(() => planOf(text)).toThrow(message);
  });
});
