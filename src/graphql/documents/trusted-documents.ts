import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import type { GatewayConfig } from '../../config/config.ts';
import { ConfigError } from '../../config/config-error.ts';
import { jsonErrorPlace } from '../../config/json-error-place.ts';

/** The operations that are known beforehand. */
export type TrustedDocuments = {
  /** The text of a document, by the id that the manifest gives it, or by `sha256:` and the hash of its text. */
  readonly textOf: ReadonlyMap<string, string>;
  /** Each document by its text: parsed, and valid for the schema. */
  readonly parsedOf: ReadonlyMap<string, DocumentNode>;
  /** Whether other operations are refused. */
  readonly only: boolean;
};

/** More would only bury the first. */
const FAULTS_SHOWN = 10;

/** The trusted documents of a configuration; null when there are none to be. Throws `ConfigError` when the manifest has faults. */
export function loadTrustedDocuments(
  { mode, manifest }: GatewayConfig['documents'],
  schema: GraphQLSchema,
): TrustedDocuments | null {
  if (mode === 'off' || manifest === undefined) return null;
  const textOf = new Map<string, string>();
  const parsedOf = new Map<string, DocumentNode>();
  const faults: string[] = [];
  for (const [id, text] of readManifest(manifest)) {
    const document = parsed(text, schema);
    if (typeof document === 'string') {
      faults.push(`document ${id}: ${document}`);
      continue;
    }
    textOf.set(id, text).set(sha256Id(text), text);
    parsedOf.set(text, document);
  }
  if (faults.length > 0) throw manifestError(shortened(faults));
  return { textOf, parsedOf, only: mode === 'only' };
}

/** Ids and texts, in the form in which graphql-codegen's client preset writes them. */
function readManifest(path: string): (readonly [string, string])[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw manifestError([`the file ${path} cannot be read`]);
  }
  const place = jsonErrorPlace(text);
  if (place !== null) throw manifestError([`the file ${path} is not JSON (${place})`]);
  const json: unknown = JSON.parse(text);
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  const entries = Object.entries(isObject ? json : { '': null });
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (texts.length === entries.length) return texts;
  throw manifestError([`the file ${path} must be an object with a document's text for each id`]);
}

/** The document, or what is wrong with it. */
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

/** The id by which the draft of GraphQL over HTTP names a document. */
function sha256Id(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function shortened(faults: readonly string[]): readonly string[] {
  const more = faults.length - FAULTS_SHOWN;
  return more <= 0 ? faults : [...faults.slice(0, FAULTS_SHOWN), `${more} more documents are faulty`];
}

function manifestError(faults: readonly string[]): ConfigError {
  return new ConfigError(faults.map((fault) => `documents.manifest: ${fault}`));
}
