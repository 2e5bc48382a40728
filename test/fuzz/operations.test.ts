import fc from 'fast-check';
import { isObjectType } from 'graphql';
import { describe, it } from 'vitest';
import { schema } from '../../src/schema/schema.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { askedField } from '../support/input-arbitraries.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { BOUNDED, expectUnbroken, postUnbroken } from '../support/unbroken.ts';

/** Where each type with arguments of its own is reached from. */
const PLACES: readonly (readonly [string, (field: string) => string])[] = [
  ['Account', (field) => `{ account(accountId: "${ACCOUNT_ID}") { ${field} } }`],
  ['Campaign', (field) => `{ account(accountId: "${ACCOUNT_ID}") { campaign(campaignId: "c1") { ${field} } } }`],
  ['Mutation', (field) => `{ ${field} }`],
];

const ASKED = PLACES.flatMap(([name, within]) => {
  const type = schema.getType(name);
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return fields
    .filter(({ args }) => args.length > 0)
    .map((field) => {
      const { declared, asked, variables } = askedField(field);
      const operation = name === 'Mutation' ? 'mutation' : 'query';
      const query = `${operation} (${declared}) ${within(asked)}`;
      return { coordinate: `${name}.${field.name}`, query, variables };
    });
});

describe.each(ASKED)('$coordinate', ({ query, variables }) => {
  it('is not broken by its arguments', async () => {
    const { gateway } = await startSandboxed();
    await fc.assert(
      fc.asyncProperty(variables, (values) => postUnbroken(gateway, { query, variables: values })),
      { ...BOUNDED, numRuns: 25, interruptAfterTimeLimit: 1500 },
    );
    await expectUnbroken(gateway);
  });
});

const NAMES = Object.values(schema.getTypeMap()).flatMap((type) => [
  type.name,
  ...(isObjectType(type) ? Object.keys(type.getFields()) : []),
]);
const SIGNS = ['{', '}', '{', '}', '(', ')', ':', '...', 'on', '$', '[', ']', '!', '"', '@', '=', '#', '\n', '|', '&'];
const WORDS = [
  'query',
  'mutation',
  'subscription',
  'fragment',
  '@skip(if: true)',
  '__typename',
  '__schema',
  'null',
  '1',
];

describe('operations made of the schema’s words', () => {
  it('break nothing', async () => {
    const { gateway } = await startSandboxed();
    const word = fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom(...SIGNS), fc.constantFrom(...WORDS), fc.string());
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(' '));
    const inside = text.map((words) => `{ accounts { ${words} } }`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, inside), fc.option(fc.string()), (query, operationName) =>
        postUnbroken(gateway, { query, operationName }),
      ),
      BOUNDED,
    );
    await expectUnbroken(gateway);
  });
});
