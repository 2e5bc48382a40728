import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { selectsNumbers } from '../../../src/graphql/operations/selects-numbers.ts';
import { schema } from '../../../src/schema/schema.ts';
import { MARCH_10 } from '../../support/ask.ts';

const account = (selection: string) => `{ account(accountId: "1") { ${selection} } }`;
const analytics = (selection: string) => account(`analytics(attempted: ${MARCH_10}) { ${selection} }`);

describe('selectsNumbers', () => {
  it.each([
    ['an integer', analytics('rows { funnel { sent } }')],
    ['a fraction', analytics('totals { n: csat }')],
    [
      'one in a fragment',
      `${account('...A')} fragment A on Account { analytics(attempted: ${MARCH_10}) { ...B } } fragment B on Analytics { totals { sent } }`,
    ],
    [
      'one of some types only',
      account('handoffs { nodes { channels { messageComponents { ... on CallButton { index } } } } }'),
    ],
  ])('is true of %s', (_, query) => {
    expect(selectsNumbers(schema, parse(query))).toBe(true);
  });

  it.each([
    [
      'texts, enums, booleans and times',
      account(
        `transactions(attempted: ${MARCH_10} first: 7) { nodes { id status attemptedTime } pageInfo { hasNextPage } }`,
      ),
    ],
    ['names of types', '{ __typename }'],
    ['the schema', '{ __schema { types { name kind } } }'],
  ])('is false of %s', (_, query) => {
    expect(selectsNumbers(schema, parse(query))).toBe(false);
  });
});
