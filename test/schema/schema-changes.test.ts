import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultsOf, schemaChanges } from '../../scripts/schema-changes.ts';

const BEFORE = `
  type Query { old: Int @deprecated(reason: "Use kept.") kept: Int! size(unit: Unit): Int page(first: Int): Int }
  enum Unit { METRE INCH @deprecated(reason: "Use METRE.") }
`;

/** A changelog whose unreleased section has these lines, and whose last release named everything. */
const changelog = (...lines: readonly string[]) =>
  `# Changelog\n\n## [Unreleased]\n\n${lines.join('\n')}\n\n## [1.0.0] - 2026-01-01\n\n- **Breaking:** \`Query.kept\` \`Unit.FOOT\`\n`;

/** The faults of the schema that `before` becomes with `to` instead of `from`. */
async function faults(from: string, to: string, ...lines: readonly string[]) {
  expect(BEFORE).toContain(from);
  return faultsOf(await schemaChanges(BEFORE, BEFORE.replace(from, to)), changelog(...lines));
}

describe('schemaChanges', () => {
  it('tells breaking, dangerous and safe changes apart', async () => {
    const after = BEFORE.replace('kept: Int!', 'kept: Int new(of: Int): New')
      .replace('METRE', 'METRE FOOT')
      .concat('type New { a: Int b: Int }');
    const { breaking, dangerous, safe } = await schemaChanges(BEFORE, after);
    expect(breaking.map(({ coordinate }) => coordinate)).toEqual(['Query.kept']);
    expect(dangerous.map(({ coordinate }) => coordinate)).toEqual(['Unit.FOOT']);
    expect(safe.map(({ coordinate }) => coordinate)).toEqual(['New', 'Query.new']);
  });

  it('tells what breaks in a type of which it tells something else', async () => {
    const before = 'interface Node { id: ID! } type Query { id: ID! kept: Int! }';
    const after = 'interface Node { id: ID! } type Query implements Node { id: ID! kept: Int }';
    const { breaking, dangerous } = await schemaChanges(before, after);
    expect([...breaking, ...dangerous].map(({ coordinate }) => coordinate)).toEqual(['Query.kept', 'Query']);
  });

  it('says nothing of descriptions, nor of a schema that is the same', async () => {
    const none = { breaking: [], dangerous: [], safe: [] };
    expect(await schemaChanges(BEFORE, BEFORE.replace('type Query', '"What can be asked." type Query'))).toEqual(none);
    expect(await schemaChanges(BEFORE, BEFORE)).toEqual(none);
  });
});

describe('faultsOf', () => {
  it('refuses to remove a field that was not deprecated before, whatever the changelog says', async () => {
    expect(await faults('kept: Int!', '', '- **Breaking:** `Query.kept` is gone.')).toEqual([
      "Field 'kept' was removed from object type 'Query'. It was not @deprecated in the last release.",
    ]);
  });

  it.each([
    ['field', 'old: Int @deprecated(reason: "Use kept.")', '', '`Query.old`'],
    ['enum value', 'INCH @deprecated(reason: "Use METRE.")', '', '`Unit.INCH`'],
  ])('lets go a deprecated %s that the changelog names', async (_, from, to, coordinate) => {
    expect(await faults(from, to, `- ${coordinate} is gone.`)).toEqual([]);
    expect(await faults(from, to)).toEqual([expect.stringContaining(`CHANGELOG.md does not name ${coordinate}.`)]);
  });

  it.each([
    ['the type of a field', 'kept: Int!', 'kept: Int', 'Query.kept'],
    ['the type of an argument', 'size(unit: Unit)', 'size(unit: Unit!)', 'Query.size.unit'],
    ['a new argument that is required', 'page(first: Int)', 'page(first: Int, of: Int!)', 'Query.page.of'],
  ])('wants %s named as breaking', async (_, from, to, coordinate) => {
    const fault = expect.stringContaining(`CHANGELOG.md has no line with **Breaking:** and \`${coordinate}\`.`);
    expect(await faults(from, to)).toEqual([fault]);
    expect(await faults(from, to, `- \`${coordinate}\` has changed.`)).toEqual([fault]);
    expect(await faults(from, to, `- **Breaking:** \`${coordinate}\` has changed.`)).toEqual([]);
  });

  it('wants a new enum value named, for clients that know all values', async () => {
    expect(await faults('METRE', 'METRE FOOT')).toEqual([expect.stringContaining('does not name `Unit.FOOT`.')]);
    expect(await faults('METRE', 'METRE FOOT', '- `Unit.FOOT` is new.')).toEqual([]);
  });

  it('wants nothing of safe changes', async () => {
    expect(await faults('kept: Int!', 'kept: Int! more: Int')).toEqual([]);
  });

  it('finds nothing where the changelog has no unreleased section', async () => {
    const changes = await schemaChanges(BEFORE, BEFORE.replace('METRE', 'METRE FOOT'));
    expect(faultsOf(changes, '# Changelog\n\n## [1.0.0]\n\n- `Unit.FOOT`\n')).toHaveLength(1);
  });
});

describe('schema.graphql', () => {
  it('differs from schema.released.graphql in nothing that CHANGELOG.md does not name', async () => {
    const [released = '', current = '', log = ''] = ['schema.released.graphql', 'schema.graphql', 'CHANGELOG.md'].map(
      (file) => readFileSync(file, 'utf8'),
    );
    expect(faultsOf(await schemaChanges(released, current), log)).toEqual([]);
  });
});

describe('CHANGELOG.md', () => {
  it('gives each release its version and day, newest first, and the newest is that of package.json', () => {
    const headings = readFileSync('CHANGELOG.md', 'utf8').match(/^## .*$/gm) ?? [];
    const releases = headings.map((heading) => /^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$/.exec(heading));
    expect(headings[0]).toBe('## [Unreleased]');
    expect(releases.slice(1)).not.toContain(null);
    const days = releases.slice(1).map((release) => release?.[2] ?? '');
    expect(days).toEqual(days.toSorted().toReversed());
    expect(releases[1]?.[1]).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
  });
});
