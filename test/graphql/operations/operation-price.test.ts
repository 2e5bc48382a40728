import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createOperationFinder } from '../../../src/graphql/operations/known-operations.ts';
import { priceOf } from '../../../src/graphql/operations/operation-price.ts';
import { schema } from '../../../src/schema/schema.ts';
import { MARCH_10 } from '../../support/ask.ts';

/** What an operation costs under its variables. */
function costOf(query: string, variables: Record<string, unknown> = {}): number {
  const known = createOperationFinder()(parse(query), null);
  if (known === null) throw new Error('There is one operation.');
  return priceOf(known, schema, variables, 10).cost;
}

const account = (selection: string) => `{ account(accountId: "1") { ${selection} } }`;
const transactions = (page: string, selection: string) =>
  `transactions(attempted: ${MARCH_10} ${page}) { ${selection} }`;

describe('priceOf', () => {
  it.each([
    ['a field', '{ __typename }', 1],
    ['a field and those in it', account('id accountId'), 1 + 2],
    ['an upstream call', account(`analytics(attempted: ${MARCH_10}) { fetchedAt }`), 1 + 10 + 1],
    ['a short list', account(`analytics(attempted: ${MARCH_10}) { rows { skill } }`), 1 + 10 + (1 + 5)],
    ['all accounts', '{ accounts { id } }', 1 + 10],
    ['a page', account(transactions('first: 7', 'nodes { id }')), 1 + 10 + 7 * (1 + 1)],
    ['a page from the end', account(transactions('last: 7', 'edges { node { id } }')), 1 + 10 + 7 * (1 + 1 + 1)],
    ['a page of the standard size', account(transactions('', 'nodes { id }')), 1 + 10 + 50 * 2],
    ['nodes', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3 * 10 + 3],
    ['a fragment wherever it is spread', '{ ...A ...A } fragment A on Query { accounts { id } }', 2 * (1 + 10)],
    ['introspection once', '{ __schema { types { name } } }', 1],
  ])('counts %s', (_, query, expected) => {
    expect(costOf(query)).toBe(expected);
  });

  it('multiplies pages by the pages that they are in', () => {
    const reports = 'consumersReport(first: 30) { nodes { reportId } }';
    const campaigns = `campaigns(attempted: ${MARCH_10} first: 20) { nodes { ${reports} } }`;
    expect(costOf(`{ accounts { ${campaigns} } }`)).toBe(1 + 10 * (10 + 20 * (1 + (10 + 30 * (1 + 1)))));
  });

  it('counts an alert as 100, and what is asked of each outcome', () => {
    const input =
      '{ accountId: "1" skill: "s" recipient: { countryCode: "1" phoneNumber: "2" } template: { name: "n" language: "" variables: {} } }';
    expect(costOf(`mutation { sendProactiveAlert(input: ${input}) { __typename } }`)).toBe(100 + 1);
    const list = `mutation { sendProactiveAlerts(inputs: [${input}, ${input}, ${input}]) { __typename } }`;
    expect(costOf(list)).toBe(3 * (100 + 1));
  });

  it.each([
    [2_147_483_647, 1000],
    [1001, 1000],
    [1000, 1000],
    [0, 0],
    [-1, 0],
    [-2_147_483_648, 0],
  ])('takes a page of %i for one of %i', (first, size) => {
    const query = `query ($first: Int) ${account(transactions('first: $first', 'nodes { id }'))}`;
    expect(costOf(query, { first })).toBe(1 + 10 + size * 2);
    expect(costOf(query.replace(' first:', ' last:'), { first })).toBe(1 + 10 + size * 2);
  });

  it('takes a page size of null for one that is not given', () => {
    const query = `query ($first: Int, $last: Int = 5) ${account(transactions('first: $first last: $last', 'nodes { id }'))}`;
    expect(costOf(query, { first: null })).toBe(1 + 10 + 5 * 2);
    expect(costOf(query, { first: null, last: null })).toBe(1 + 10 + 50 * 2);
  });

  it('grows with each page size', () => {
    const query = `query ($outer: Int, $inner: Int) ${account(
      `campaigns(attempted: ${MARCH_10} first: $outer) { nodes { consumersReport(last: $inner) { nodes { reportId } } } }`,
    )}`;
    const size = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const property = fc.property(size, size, size, (outer, one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const cost = (inner: number) => costOf(query, { outer, inner });
      expect(cost(less)).toBeLessThanOrEqual(cost(more));
      expect(costOf(query, { outer: less, inner: outer })).toBeLessThanOrEqual(
        costOf(query, { outer: more, inner: outer }),
      );
    });
    fc.assert(property);
  });

  it('is a number however many pages are in pages, also when one of them is empty', () => {
    const deep = (page: string) => {
      const inner = Array.from({ length: 110 }).reduce<string>(
        (below) => transactions('first: 1000', `nodes { campaign { ${below} } }`),
        'id',
      );
      return account(transactions(page, `nodes { campaign { ${inner} } }`));
    };
    expect(costOf(deep('first: 1000'))).toBe(Number.MAX_SAFE_INTEGER);
    expect(costOf(deep('first: 0'))).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('throws what is wrong with the variables, without naming fields that were not asked for', () => {
    const query = `query ($range: TimeRangeInput!, $first: Int) { account(accountId: "1") { transactions(attempted: $range first: $first) { fetchedAt } } }`;
    const cost = () => costOf(query, { range: { strat: 1, start: 1, timeZone: 1 }, first: 'x' });
    expect(cost).toThrow(AggregateError);
    try {
      cost();
    } catch (error) {
      const { errors } = error as AggregateError;
      expect(errors).toHaveLength(4);
      for (const { extensions } of errors) expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(errors.map(({ message }: Error) => message).join()).not.toContain('Did you mean');
    }
  });

  it('throws where a variable gives null to an argument that takes none', () => {
    const query = 'query ($ids: [ID!] = []) { nodes(ids: $ids) { id } }';
    expect(() => costOf(query, { ids: null })).toThrow('must not be null');
  });
});
