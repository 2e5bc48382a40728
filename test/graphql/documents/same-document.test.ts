import fc from 'fast-check';
import { type DocumentNode, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isSameDocument } from '../../../src/graphql/documents/same-document.ts';

const QUERY = `query Q($id: String!, $first: Int = 2) {
  account(accountId: $id) {
    accountId
    b: handoffs(first: $first, channel: SMS) @include(if: true) { nodes { name ...F } }
    ... on Account { id }
  }
}
fragment F on Handoff { id handoffId }`;

const MUTATION = 'mutation M { one: a(list: [1, 2], text: "x") { c d } two: b }';

/** As graphql-codegen writes it: one line, and sorted. */
const WRITTEN =
  'fragment F on Handoff { handoffId id } query Q($first: Int = 2, $id: String!) { account(accountId: $id) { accountId b: handoffs(channel: SMS, first: $first) @include(if: true) { nodes { name ...F } } ... on Account { id } } }';

/** The document with each list that has no order in another. */
function shuffled(document: DocumentNode, random: () => number): DocumentNode {
  const mixed = <T>(items: readonly T[] = []) =>
    items
      .map((item) => [random(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  return visit(document, {
    Document: (node) => ({ ...node, definitions: mixed(node.definitions) }),
    OperationDefinition: (node) => ({ ...node, variableDefinitions: mixed(node.variableDefinitions) }),
    SelectionSet: (node) => ({ ...node, selections: mixed(node.selections) }),
    Field: (node) => ({ ...node, arguments: mixed(node.arguments) }),
  });
}

describe('isSameDocument', () => {
  it('does not depend on how a document is printed or sorted', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), fc.boolean(), (stream, isShort) => {
        const text = print(shuffled(parse(QUERY), () => stream.next().value));
        expect(isSameDocument(isShort ? stripIgnoredCharacters(text) : text, QUERY)).toBe(true);
      }),
      { seed: 21 },
    );
  });

  it('holds for what graphql-codegen writes', () => {
    expect(isSameDocument(QUERY, WRITTEN)).toBe(true);
    expect(isSameDocument(WRITTEN, QUERY)).toBe(true);
  });

  it.each([
    [MUTATION, MUTATION.replace('c d', 'd c')],
    [MUTATION, MUTATION.replace('list: [1, 2], text: "x"', 'text: """x""" list: [1 2]')],
    [MUTATION, `# a comment\n${MUTATION}`],
  ])('holds for %s and %s', (one, other) => {
    expect(isSameDocument(one, other)).toBe(true);
  });

  it.each<[unknown, string]>([
    [QUERY.replace('accountId\n', 'accountId __typename\n'), QUERY],
    [QUERY.replace('SMS', 'WHATSAPP'), QUERY],
    [QUERY.replace('b: handoffs', 'c: handoffs'), QUERY],
    [QUERY.replace('= 2', '= 3'), QUERY],
    [QUERY.replace('query Q', 'query R'), QUERY],
    [QUERY.replace('if: true', 'if: false'), QUERY],
    [MUTATION.replace('one:', 'zero:'), MUTATION],
    [MUTATION.replace('[1, 2]', '[2, 1]'), MUTATION],
    ['mutation M { two: b one: a(list: [1, 2], text: "x") { c d } }', MUTATION],
    ['query Q { a }', 'mutation Q { a }'],
    ['{ a }', '{ a a }'],
    ['{', '{ a }'],
    ['', '{ a }'],
    [7, '{ a }'],
    [null, '{ a }'],
    ['{a'.repeat(100_000), '{ a }'],
    [`{ a } ${'#'.repeat(100_000)}\n{ a }`, '{ a }'],
  ])('does not hold for %#', (text, document) => {
    expect(isSameDocument(text, document)).toBe(false);
  });
});
