import { object } from '../../upstream/wire-values.ts';

/** The id of a trusted document, and its text. */
type ManifestEntry = readonly [id: string, text: string];

/**
 * The documents of a manifest: an object that maps ids to texts, as graphql-codegen and relay-compiler write it, or Apollo's
 * list of operations. Null if it is neither.
 */
export function manifestEntries(json: unknown): readonly ManifestEntry[] | null {
  const manifest = object(json);
  if (manifest === null) return null;
  const { format, operations } = manifest;
  const isApollo = format === 'apollo-persisted-query-manifest';
  const entries = isApollo ? operationEntries(operations) : Object.entries(manifest);
  return entries.every(isManifestEntry) ? entries : null;
}

function operationEntries(operations: unknown): readonly (readonly unknown[])[] {
  return Array.isArray(operations) ? operations.map(object).map((one) => [one?.id, one?.body]) : [[]];
}

function isManifestEntry(entry: readonly unknown[]): entry is ManifestEntry {
  return typeof entry[0] === 'string' && typeof entry[1] === 'string';
}
