import { type GraphQLField, getNamedType, isIntrospectionType, isListType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  breakdownComplexity,
  filledComplexity,
  PAGE_ITEMS,
  pageComplexity,
  UPSTREAM_CALL,
} from '../../src/schema/complexity.ts';
import { schema } from '../../src/schema/schema.ts';

type Field = readonly [coordinate: string, field: GraphQLField<unknown, unknown>];

const FIELDS: readonly Field[] = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !isIntrospectionType(type))
  .flatMap((type) => Object.values(type.getFields()).map((field): Field => [`${type.name}.${field.name}`, field]));

const coordinates = (fields: readonly Field[]) => fields.map(([coordinate]) => coordinate).toSorted();

/** Fields whose description names the calls that they cost. That of `id` names the price of another field. */
const CALLING = FIELDS.filter(
  ([, { name, description }]) =>
    /\bupstream calls?\b|list of handoffs|reads the list|ranges?’s transactions|all transactions|\bone call\b/i.test(
      description ?? '',
    ) &&
    name !== 'id' &&
    !/No upstream call/.test(description ?? ''),
);

describe('complexity', () => {
  it('is said of every page, by its size', () => {
    const pages = FIELDS.filter(([, { type }]) => getNamedType(type).name.endsWith('Connection'));
    expect(coordinates(pages)).toContain('Campaign.consumersReport');
    expect(coordinates(pages.filter(([, { extensions }]) => extensions.complexity !== pageComplexity))).toEqual([]);
  });

  it('is that of an upstream call, or of a page, for every field that takes one', () => {
    expect(coordinates(CALLING)).toEqual([
      'Account.analytics',
      'Account.campaigns',
      'Account.deflections',
      'Account.handoff',
      'Account.handoffChannels',
      'Account.handoffs',
      'Account.proactiveAlerts',
      'Account.transactionSummary',
      'Account.transactions',
      'Analytics.breakdown',
      'Analytics.previous',
      'Campaign.analytics',
      'Campaign.consumersReport',
      'Campaign.transactions',
      'CampaignEdge.name',
      'ConsumerReport.transaction',
      // The calls that these may take are the page's own.
      'PageInfo.hasNextPage',
      'PageInfo.hasPreviousPage',
      'Query.node',
      'Transaction.handoff',
      'TransactionConnection.attemptedCount',
      'TransactionGroup.handoff',
    ]);
    const priced: readonly unknown[] = [pageComplexity, breakdownComplexity, UPSTREAM_CALL];
    const cheap = CALLING.filter(([, { extensions }]) => !priced.includes(extensions.complexity));
    expect(coordinates(cheap)).toEqual(['PageInfo.hasNextPage', 'PageInfo.hasPreviousPage']);
  });

  it('of a breakdown is that of an upstream call by day only', () => {
    expect(breakdownComplexity({ by: ['CHANNEL', 'DAY'] })).toEqual({ field: UPSTREAM_CALL, multiplier: 5 });
    expect(breakdownComplexity({ by: ['CHANNEL', 'SKILL'] })).toEqual({ field: 1, multiplier: 5 });
  });

  it('is said of the fields that take a call for each of their arguments', () => {
    for (const name of ['Query.nodes', 'Mutation.sendProactiveAlert', 'Mutation.sendProactiveAlerts']) {
      const field = FIELDS.find(([coordinate]) => coordinate === name)?.[1];
      expect(field?.extensions.complexity, name).not.toBeTypeOf('number');
    }
  });

  it('multiplies each list of objects once: those of a page by the page, others by themselves', () => {
    const lists = FIELDS.filter(([coordinate, { type }]) => {
      const list = isNonNullType(type) ? type.ofType : type;
      return isListType(list) && !coordinate.startsWith('Mutation.') && coordinate !== 'Query.nodes';
    });
    for (const [coordinate, { extensions }] of lists) {
      const isOfPage = /Connection\.(nodes|edges)$|^TransactionSummary\.groups$/.test(coordinate);
      const multiplier = coordinate === 'Query.accounts' ? 10 : 5;
      const its = extensions.complexity;
      const complexity = typeof its === 'function' ? its({ values: [], by: [] }) : its;
      expect(complexity, coordinate).toEqual(isOfPage ? PAGE_ITEMS : { field: 1, multiplier });
    }
  });

  it('counts the values that are filled into texts, in every field that takes them', () => {
    const filling = FIELDS.filter(([, { args }]) => args.some(({ name }) => ['values', 'variables'].includes(name)));
    expect(coordinates(filling)).toEqual(expect.arrayContaining(['UrlButton.url', 'AlertTemplate.preview']));
    for (const [coordinate, { extensions }] of filling) {
      expect(extensions.complexity, coordinate).toBeTypeOf('function');
    }
    expect(filledComplexity()({ values: ['Ada', '7 pm'] })).toEqual({ field: 1, multiplier: 1 });
    expect(filledComplexity()({ values: ['x'.repeat(999)] })).toEqual({ field: 11, multiplier: 1 });
    expect(filledComplexity()({ variables: { '@A': 'x'.repeat(998), '@B': 1, '@C': {} } })).toEqual({
      field: 11,
      multiplier: 1,
    });
    expect(filledComplexity(5)({ values: ['x'.repeat(999)] })).toEqual({ field: 51, multiplier: 5 });
  });
});
