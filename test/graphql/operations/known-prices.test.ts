import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../../src/graphql/exact-json.ts';
import { createOperationFinder, type KnownOperation } from '../../../src/graphql/operations/known-operations.ts';
import { rememberPrices } from '../../../src/graphql/operations/known-prices.ts';
import { schema } from '../../../src/schema/schema.ts';
import { MARCH_10 } from '../../support/ask.ts';

const PAGE = `query ($first: Int, $last: Int) { account(accountId: "1") { transactions(attempted: ${MARCH_10} first: $first last: $last) { nodes { id } } } }`;
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const SEND = 'mutation ($inputs: [SendProactiveAlertInput!]!) { sendProactiveAlerts(inputs: $inputs) { __typename } }';

/** Prices operations of one finder, as one gateway does. */
function pricing() {
  const find = createOperationFinder();
  const priceOf = rememberPrices();
  const read = (query: string) => find(parse(query), null) as KnownOperation;
  const price = (known: KnownOperation, variables: string) =>
    priceOf(known, schema, parseExactJson(variables) as Record<string, unknown>, 10);
  return { read, price };
}

describe('rememberPrices', () => {
  it('gives each operation and each set of variables its own price, however often they are asked', () => {
    const { read, price } = pricing();
    const [page, nodes] = [read(PAGE), read(NODES)];
    for (let asking = 0; asking < 3; asking += 1) {
      expect(price(page, '{"first":7}').cost).toBe(25);
      expect(price(page, '{"first":8}').cost).toBe(27);
      expect(price(page, '{"last":9}').cost).toBe(29);
      expect(price(page, '{}').cost).toBe(111);
      expect(price(nodes, '{"ids":["a","b"]}').cost).toBe(22);
      expect(price(nodes, '{"ids":["a,b"]}').cost).toBe(11);
    }
  });

  it('walks an operation once for the same variables', () => {
    const { read, price } = pricing();
    const nodes = read(NODES);
    expect(price(nodes, '{"ids":["a"]}')).toBe(price(nodes, '{"ids":["a"]}'));
  });

  it('does not take a number that is too large for the null that JSON makes of it', () => {
    const { read, price } = pricing();
    const page = read(PAGE);
    expect(price(page, '{"first":null}').cost).toBe(111);
    expect(() => price(page, '{"first":1e999}')).toThrow(AggregateError);
    expect(() => price(page, '{"first":9007199254740993}')).toThrow(AggregateError);
  });

  it('throws for wrong variables each time', () => {
    const { read, price } = pricing();
    const page = read(PAGE);
    for (let asking = 0; asking < 2; asking += 1) expect(() => price(page, '{"first":"x"}')).toThrow(AggregateError);
  });

  it('counts the alerts of each mutation', () => {
    const { read, price } = pricing();
    const send = read(SEND);
    const input = { accountId: '1', skill: 's', recipient: { countryCode: '1', phoneNumber: '2' } };
    const alert = { ...input, template: { name: 'n', language: '', variables: {} } };
    for (const count of [1, 3, 1]) {
      expect(price(send, JSON.stringify({ inputs: Array(count).fill(alert) })).alerts).toBe(count);
    }
  });

  it('prices long variables too', () => {
    const { read, price } = pricing();
    const nodes = read(NODES);
    const ids = (count: number) => JSON.stringify({ ids: Array.from({ length: count }, (_, id) => `node-${id}`) });
    for (const count of [300, 299, 300]) expect(price(nodes, ids(count)).cost).toBe(11 * count);
  });
});
