import { createHash } from 'node:crypto';
import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import type { GatewayConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/config-error.ts';
import { readJsonFile } from '../../config/read-json-file.ts';
import { manifestEntries } from './manifest.ts';

/** The documents that the manifest registers. */
export type TrustedDocuments = {
  /** The text of each document, by its id in the manifest and by `sha256:` and the hash of its text. */
  readonly textOf: ReadonlyMap<string, string>;
  /** Each document by its text, parsed and valid for the schema. */
  readonly parsedOf: ReadonlyMap<string, DocumentNode>;
  /** Whether other documents are refused. */
  readonly only: boolean;
};

/** The most errors that are listed. */
const MAX_ERRORS = 10;

/** Loads the trusted documents of a configuration; null if they are off. Throws `ConfigError` if the manifest has errors. */
export function loadTrustedDocuments(
  { mode, manifest }: GatewayConfig['documents'],
  schema: GraphQLSchema,
): TrustedDocuments | null {
  if (mode === 'off' || manifest === undefined) return null;
  const textOf = new Map<string, string>();
  const parsedOf = new Map<string, DocumentNode>();
  const errors: string[] = [];
  for (const [id, text] of readManifest(manifest)) {
    const document = parsed(text, schema);
    if (typeof document === 'string') {
      errors.push(`document ${id}: ${document}`);
      continue;
    }
    textOf.set(id, text).set(sha256Id(text), text);
    parsedOf.set(text, document);
  }
  if (errors.length > 0) throw manifestError(shortened(errors));
  return { textOf, parsedOf, only: mode === 'only' };
}

function readManifest(path: string) {
  const file = readJsonFile(path);
  if ('error' in file) throw manifestError([file.error]);
  const entries = manifestEntries(file.json);
  if (entries !== null) return entries;
  throw manifestError([
    `the file ${path} must map each id to the text of a document, or be a manifest as Apollo generates it`,
  ]);
}

/** The parsed document, or why it is not valid. */
function parsed(text: string, schema: GraphQLSchema): DocumentNode | string {
  try {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error !== undefined) return error.message;
    const hasOperation = document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    return hasOperation ? document : 'It has no operation.';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The id of a document in the draft of GraphQL over HTTP. */
function sha256Id(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function shortened(errors: readonly string[]): readonly string[] {
  const more = errors.length - MAX_ERRORS;
  return more <= 0 ? errors : [...errors.slice(0, MAX_ERRORS), `${more} more documents have errors`];
}

function manifestError(errors: readonly string[]): ConfigError {
  return new ConfigError(errors.map((error) => `documents.manifest: ${error}`));
}
