import fc from 'fast-check';
import { type DocumentNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createOperationFinder } from '../../../src/graphql/operations/known-operations.ts';
import { type OperationSize, operationSize } from '../../../src/graphql/operations/operation-size.ts';

/** The size of a document's first operation. */
function sizeOf(document: DocumentNode): OperationSize {
  const [first] = document.definitions;
  if (first?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation goes first.');
  return operationSize(first, document);
}

/** Selections as text. A fragment spreads only fragments after it, so that there are no circles. */
const selections = (fragmentsAfter: number): fc.Arbitrary<string> => {
  const directives = fc.constantFrom('', ' @a', ' @a @b');
  const spread = fc
    .tuple(fc.nat({ max: Math.max(fragmentsAfter - 1, 0) }), directives)
    .map(([index, its]) => (fragmentsAfter === 0 ? 'leaf' : `...F${FRAGMENTS - 1 - index}${its}`));
  const { set } = fc.letrec<{ set: string; node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc
        .tuple(fc.constantFrom('', 'alias: '), fc.constantFrom('a', '__typename'), directives)
        .map((parts) => parts.join('')),
      spread,
      fc
        .tuple(fc.constantFrom('', 'alias: '), directives, tie('set'))
        .map(([alias, its, set]) => `${alias}a${its} ${set}`),
      fc.tuple(directives, tie('set')).map(([its, set]) => `...${its} ${set}`),
    ),
    set: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((nodes) => `{ ${nodes.join(' ')} }`),
  }));
  return set;
};

const FRAGMENTS = 5;

const documents = fc
  .tuple(
    selections(FRAGMENTS),
    ...Array.from({ length: FRAGMENTS }, (_, index) =>
      selections(FRAGMENTS - 1 - index).map((set) => `fragment F${index} on T @on ${set}`),
    ),
  )
  .map(([set, ...fragments]) => `query ($v: T @v) @o ${set} ${fragments.join('\n')}`);

/** The same size, found by spreading every fragment wherever it is named. */
function naiveSize(document: DocumentNode): OperationSize {
  const count = { fields: 0, aliases: 0, directives: 2, rootFields: 0, depth: 0 };
  const walk = ({ selections: nodes }: SelectionSetNode, depth: number): void => {
    for (const node of nodes) {
      count.directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FIELD) {
        count.fields += 1;
        if (node.alias) count.aliases += 1;
        if (depth === 0) count.rootFields += 1;
        count.depth = Math.max(count.depth, depth + 1);
        if (node.selectionSet) walk(node.selectionSet, depth + 1);
      } else if (node.kind === Kind.INLINE_FRAGMENT) walk(node.selectionSet, depth);
      else {
        const fragment = document.definitions.find(
          (its) => its.kind === Kind.FRAGMENT_DEFINITION && its.name.value === node.name.value,
        );
        if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) throw new Error('Every fragment is there.');
        count.directives += fragment.directives?.length ?? 0;
        walk(fragment.selectionSet, depth);
      }
    }
  };
  const [first] = document.definitions;
  if (first?.kind === Kind.OPERATION_DEFINITION) walk(first.selectionSet, 0);
  return count;
}

describe('operationSize', () => {
  it('is what is counted when every fragment is spread, whatever the operation', () => {
    const property = fc.property(documents, (text) => {
      const document = parse(text);
      expect(sizeOf(document)).toEqual(naiveSize(document));
    });
    fc.assert(property);
  });

  it('counts a fragment in each place, through other fragments, and its directives with it', () => {
    const document = parse(`
      { ...A a { ...A @x } }
      fragment A on T @y { ...B ... @z { ...B } }
      fragment B on T { c: d }`);
    expect(sizeOf(document)).toEqual({ depth: 2, rootFields: 3, fields: 5, aliases: 4, directives: 5 });
  });

  it('counts nothing of a fragment that is not there, and does not go round in circles', () => {
    const document = parse('{ ...Gone ...A a } fragment A on T { b ...B } fragment B on T { c ...A ...B }');
    expect(sizeOf(document)).toEqual({ depth: 1, rootFields: 3, fields: 3, aliases: 0, directives: 0 });
  });

  it('takes a thousand fragments that each spread the next twice, and as many that go deeper', () => {
    const chain = (body: (next: string) => string) =>
      Array.from({ length: 1000 }, (_, index) => `fragment F${index} on T { ${body(`...F${index + 1}`)} }`).join('\n');
    const doubling = parse(`{ ...F0 } ${chain((next) => `${next} ${next}`)} fragment F1000 on T { a }`);
    expect(sizeOf(doubling).fields).toBe(2 ** 1000);
    const deeper = parse(`{ ...F0 } ${chain((next) => `a { ${next} }`)} fragment F1000 on T { a }`);
    expect(sizeOf(deeper).depth).toBe(1001);
  });
});

describe('createOperationFinder', () => {
  it('finds the operation of a name, and the same one again', () => {
    const find = createOperationFinder();
    const document = parse('query A { a } query B { b { c } }');
    expect(find(document, 'B')?.size.depth).toBe(2);
    expect(find(document, 'A')?.size.depth).toBe(1);
    expect(find(document, 'B')).toBe(find(document, 'B'));
  });

  it('finds nothing where it is not said which, or what is said is not there', () => {
    const find = createOperationFinder();
    const document = parse('query A { a } query B { b }');
    expect(find(document, null)).toBeNull();
    expect(find(document, 'C')).toBeNull();
  });
});
