import { type Change, ChangeType, CriticalityLevel, DiffRule, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

/** How one schema differs from another, as documents and generated code see it; descriptions are left out. */
export type SchemaChanges = {
  /** What fails with the new schema. The removal of what was `@deprecated` is dangerous instead. */
  readonly breaking: readonly SchemaChange[];
  /** What may surprise a client that took a list for complete, or an argument's absence for settled. */
  readonly dangerous: readonly SchemaChange[];
  /** What no client notices. */
  readonly safe: readonly SchemaChange[];
};

/** `coordinate` is the place in the schema, for example `Analytics.breakdown`. */
export type SchemaChange = { readonly coordinate: string; readonly sentence: string; readonly removal: boolean };

/** The removals that `@deprecated` can announce. */
const REMOVALS: readonly string[] = [
  ChangeType.FieldRemoved,
  ChangeType.EnumValueRemoved,
  ChangeType.InputFieldRemoved,
];

const ADDITIONS: readonly string[] = [ChangeType.TypeAdded, ChangeType.FieldAdded];

/** Compares the SDL of two schemas. */
export async function schemaChanges(before: string, after: string): Promise<SchemaChanges> {
  const changes = await diff(buildSchema(before), buildSchema(after), [DiffRule.suppressRemovalOfDeprecatedField]);
  // A new type is one change, not one for each of its fields; so is a new field.
  const added = changes.filter(({ type }) => ADDITIONS.includes(type)).map(({ path }) => `${path}.`);
  const told = changes.filter(
    ({ type, path }) => !type.includes('DESCRIPTION') && !added.some((start) => path?.startsWith(start)),
  );
  const at = (level: CriticalityLevel) => told.filter(({ criticality }) => criticality.level === level).map(toChange);
  return {
    breaking: at(CriticalityLevel.Breaking),
    dangerous: at(CriticalityLevel.Dangerous),
    safe: at(CriticalityLevel.NonBreaking),
  };
}

function toChange({ path = '', message, type }: Change): SchemaChange {
  return { coordinate: path, sentence: message, removal: REMOVALS.includes(type) };
}

/**
 * Why a schema may not be released, a sentence each: something is removed that was not `@deprecated` before, or
 * `changelog` does not name a breaking or dangerous change under `[Unreleased]`, a breaking one in a line marked
 * **Breaking:**.
 */
export function faultsOf({ breaking, dangerous }: SchemaChanges, changelog: string): readonly string[] {
  const lines = (/^## \[Unreleased\]$(.*?)(?=^## )/ms.exec(`${changelog}\n## `)?.[1] ?? '').split('\n');
  const named = ({ coordinate }: SchemaChange, mark: string) =>
    lines.some((line) => line.includes(mark) && line.includes(`\`${coordinate}\``));
  return [
    ...breaking
      .filter(({ removal }) => removal)
      .map(({ sentence }) => `${sentence}. It was not @deprecated in the last release.`),
    ...breaking
      .filter((change) => !change.removal && !named(change, '**Breaking:**'))
      .map(
        ({ coordinate, sentence }) => `${sentence}. CHANGELOG.md has no line with **Breaking:** and \`${coordinate}\`.`,
      ),
    ...dangerous
      .filter((change) => !named(change, ''))
      .map(({ coordinate, sentence }) => `${sentence}. CHANGELOG.md does not name \`${coordinate}\`.`),
  ];
}
