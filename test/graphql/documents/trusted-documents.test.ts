import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../../src/config/config.ts';
import { loadTrustedDocuments } from '../../../src/graphql/documents/trusted-documents.ts';
import { schema } from '../../../src/schema/schema.ts';
import { startGateway } from '../../../src/server/gateway.ts';
import { configPath, errorsOf } from '../../support/config.ts';
import { accountAt } from '../../support/gateway.ts';
import { DOCUMENTS, MANIFEST, sha1, sha256 } from '../../support/manifest.ts';

/** The errors of a manifest, without the setting and the path. */
function manifestErrors(content: unknown): string[] {
  const errors = errorsOf(() => loadTrustedDocuments({ mode: 'only', manifest: configPath(content) }, schema));
  return errors.map((error) => error.replace(/^documents\.manifest: /, '').replace(/the file \S+/, 'the file'));
}

const NO_MANIFEST = 'the file must map each id to the text of a document, or be a manifest as Apollo generates it';

describe('loadTrustedDocuments', () => {
  it('reads what graphql-codegen writes', () => {
    const documents = loadTrustedDocuments({ mode: 'prefer', manifest: configPath(MANIFEST) }, schema);
    expect(documents?.only).toBe(false);
    expect(documents?.textOf.get(sha1(DOCUMENTS.name))).toBe(DOCUMENTS.name);
    expect(documents?.parsedOf.size).toBe(4);
  });

  it("reads Apollo's generated manifest", () => {
    const operations = [{ id: 'one', name: 'Name', type: 'query', body: DOCUMENTS.name }];
    const manifest = configPath({ format: 'apollo-persisted-query-manifest', version: 1, operations });
    const documents = loadTrustedDocuments({ mode: 'only', manifest }, schema);
    expect([...(documents?.textOf ?? [])]).toEqual([
      ['one', DOCUMENTS.name],
      [`sha256:${sha256(DOCUMENTS.name)}`, DOCUMENTS.name],
    ]);
  });

  it('reads what relay-compiler 21 wrote', () => {
    const id = 'f7eca11e5a7d3bdf2cd76e989463771d';
    const text =
      'query AppQuery(\n  $id: String!\n) {\n  account(accountId: $id) {\n    accountId\n    handoffs(first: 1) {\n      nodes {\n        name\n        id\n      }\n    }\n    id\n  }\n}\n';
    const documents = loadTrustedDocuments({ mode: 'only', manifest: configPath({ [id]: text }) }, schema);
    expect(documents?.textOf.get(id)).toBe(text);
  });

  it('reads nothing in the mode off', () => {
    expect(loadTrustedDocuments({ mode: 'off', manifest: '/nowhere.json' }, schema)).toBeNull();
  });

  it.each([
    ['no JSON', '{"a": planted}', ['the file is not JSON (line 1 column 7)']],
    ['a list', ['{ __typename }'], [NO_MANIFEST]],
    ['null', 'null', [NO_MANIFEST]],
    ['a text', '"{ __typename }"', [NO_MANIFEST]],
    ['ids without texts', { a: { body: '{ __typename }' } }, [NO_MANIFEST]],
    ...[undefined, {}, [null], [{ id: 'a' }], [{ id: 1, body: '{ __typename }' }]].map(
      (operations): [string, unknown, string[]] => [
        `Apollo's with operations ${JSON.stringify(operations)}`,
        { format: 'apollo-persisted-query-manifest', version: 1, operations },
        [NO_MANIFEST],
      ],
    ),
    ['a document that does not parse', { a: '{' }, ['document a: Syntax Error: Expected Name, found <EOF>.']],
    ['an empty document', { a: '' }, ['document a: Syntax Error: Unexpected <EOF>.']],
    ['a fragment alone', { a: 'fragment F on Query { __typename }' }, ['document a: Fragment "F" is never used.']],
    [
      'documents of another schema',
      { a: '{ __typename }', b: '{ nothing }', c: '{ __typename @nothing }' },
      ['document b: Cannot query field "nothing" on type "Query".', 'document c: Unknown directive "@nothing".'],
    ],
  ])('refuses %s', (_, content, expected) => {
    expect(manifestErrors(content)).toEqual(expected);
  });

  it('lists at most ten errors, and how many more there are', () => {
    const content = Object.fromEntries(Array.from({ length: 13 }, (_, nth) => [`d${nth}`, '{']));
    expect(manifestErrors(content)).toHaveLength(11);
    expect(manifestErrors(content).at(-1)).toBe('3 more documents have errors');
  });

  it('refuses a file that cannot be read', () => {
    const read = () => loadTrustedDocuments({ mode: 'only', manifest: '/nowhere/documents.json' }, schema);
    expect(errorsOf(read)).toEqual(['documents.manifest: the file /nowhere/documents.json cannot be read']);
  });

  it('keeps a gateway from starting', async () => {
    const documents = { mode: 'only', manifest: configPath({ a: '{ nothing }' }) };
    const config = gatewayConfig({ accounts: [accountAt('http://localhost:1')], callers: { mode: 'none' }, documents });
    await expect(startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} })).rejects.toMatchObject({
      name: 'ConfigError',
      errors: ['documents.manifest: document a: Cannot query field "nothing" on type "Query".'],
    });
  });
});

describe('documents', () => {
  const accounts = [accountAt('http://localhost:1')];
  const configured = (documents: unknown) => () => gatewayConfig({ accounts, callers: { mode: 'none' }, documents });

  it.each(['prefer', 'only'])('in the mode %s need a manifest', (mode) => {
    expect(errorsOf(configured({ mode }))).toEqual([
      'documents.manifest: must be set if documents.mode is "prefer" or "only"',
    ]);
  });

  it('have three modes', () => {
    expect(errorsOf(configured({ mode: 'on' }))).toEqual([
      'documents.mode: Invalid option: expected one of "off"|"prefer"|"only"',
    ]);
  });
});
