import { readFileSync } from 'node:fs';
import { getIntrospectionQuery, getNamedType, isEnumType, isObjectType, isScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/schema/schema.ts';
import { exampleOperations } from '../../src/server/graphiql-examples.ts';
import { MARCH_10 } from '../support/ask.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startLimited } from '../support/limited.ts';

/** The names of a type's fields that have nothing below them. */
function leavesOf(name: string): string {
  const type = schema.getType(name);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  const leaves = fields.filter(({ type: its }) => isScalarType(getNamedType(its)) || isEnumType(getNamedType(its)));
  return leaves.map((field) => field.name).join(' ');
}

const EXPORT = `query Export {
  account(accountId: "${ACCOUNT_ID}") {
    transactions(attempted: ${MARCH_10}, first: 1000) {
      nodes {
        ${leavesOf('Transaction')}
        error { ${leavesOf('DeliveryError')} }
        campaign { campaignId analytics { totals { ${leavesOf('Funnel')} } } }
        handoff { name channels { channel } }
      }
      pageInfo { ${leavesOf('PageInfo')} }
    }
  }
}`;

/** The GraphQL operations of a page. */
function operationsOf(page: string): readonly string[] {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query);
}

const OPERATIONS: readonly (readonly [string, string])[] = [
  ...['README.md', 'docs/pagination.md'].flatMap((page) =>
    operationsOf(page).map((query, index) => [`${page}, ${index}`, query] as const),
  ),
  ...exampleOperations(ACCOUNT_ID).map(({ query }, index) => [`GraphiQL's tab ${index}`, query] as const),
  ['a page of 1000 transactions with all that belongs to them', EXPORT],
  ['the shortest introspection', getIntrospectionQuery({ descriptions: false })],
  [
    'the longest introspection',
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  ],
];

describe('the limits, as they are unless set', () => {
  it.each(OPERATIONS)('let through %s', async (_, query) => {
    const { ask } = await startLimited();
    const variables = query.includes('$input') ? { input: {} } : {};
    const { errors = [] } = await ask(query, { variables });
    expect(errors.map(({ extensions }) => extensions.code)).not.toContain('LIMIT_EXCEEDED');
  });

  it('refuse pages in pages in all accounts', async () => {
    const reports = 'consumersReport(first: 1000) { nodes { reportId } }';
    const { ask, asked } = await startLimited();
    const { errors } = await ask(
      `{ accounts { campaigns(attempted: ${MARCH_10} first: 1000) { nodes { ${reports} } } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { limit: 'cost', maximum: 100_000 } }]);
    expect(asked()).toBe(0);
  });

  it('refuse introspection in circles', async () => {
    const around = 'fields { type { '.repeat(3);
    const { ask } = await startLimited();
    const { errors } = await ask(`{ __schema { types { ${around} name ${'} } '.repeat(3)} } } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  });
});
