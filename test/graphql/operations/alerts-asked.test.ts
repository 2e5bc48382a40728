import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createOperationFinder } from '../../../src/graphql/operations/known-operations.ts';
import { priceOf } from '../../../src/graphql/operations/operation-price.ts';
import { schema } from '../../../src/schema/schema.ts';

const INPUT =
  '{ accountId: "1" skill: "s" recipient: { countryCode: "1" phoneNumber: "2" } template: { name: "n" language: "l" variables: {} } }';
const ONE = `sendProactiveAlert(input: ${INPUT}) { __typename }`;
const TWO = `sendProactiveAlerts(inputs: [${INPUT}, ${INPUT}]) { __typename }`;

function alertsOf(query: string, of = schema): number {
  const known = createOperationFinder()(parse(query), null);
  if (known === null) throw new Error('There is one operation.');
  return priceOf(known, of, {}, 10).alerts;
}

describe('alertsAsked', () => {
  it.each([
    ['a query', '{ __typename }', 0],
    ['no field that sends', 'mutation { __typename }', 0],
    ['one alert', `mutation { ${ONE} }`, 1],
    ['a list', `mutation { ${TWO} }`, 2],
    ['aliases and fragments', `mutation { a: ${ONE} ...F ... { b: ${TWO} } } fragment F on Mutation { c: ${ONE} }`, 4],
  ])('counts %s', (_, query, alerts) => {
    expect(alertsOf(query)).toBe(alerts);
  });

  it('lets no mutation pass that does not say how many alerts it sends', () => {
    const other = buildSchema('type Query { a: Int } type Mutation { sendMore: Int }');
    expect(() => alertsOf('mutation { sendMore }', other)).toThrow('Mutation.sendMore does not say');
  });

  it('is said by every mutation of the schema', () => {
    const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
    expect(mutations.filter(({ extensions }) => typeof extensions.alerts !== 'function')).toEqual([]);
    expect(mutations.map(({ name }) => name)).toContain('sendProactiveAlerts');
  });
});
