import { hash } from 'node:crypto';
import type { RequestParameters } from '../graphql/request-parameters.ts';
import { object } from '../upstream/wire-values.ts';

/** Longer bodies are not remembered: their questions are rarely repeated, and comparing them takes time. */
const MAX_LENGTH = 64 * 1024;

/** Longer names are replaced by their hash. */
const MAX_NAME_LENGTH = 4096;

const PARAMETERS: ReadonlySet<string> = new Set(['query', 'operationName', 'variables', 'extensions']);

/**
 * Names a question by its text, within one class of callers and response formats. Null if it is too long. Different
 * texts may ask the same; `questionName` finds that out.
 */
export function textName(kind: string, text: string): string | null {
  return text.length > MAX_LENGTH ? null : shortened(`text\n${kind}\n${text}`);
}

/** The parameters that `read` reads. Null if it throws; the run then says why. */
export function parametersOf(read: () => RequestParameters): RequestParameters | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/**
 * Names a question by everything that its answer depends on: its kind, document, operation and variables, in whatever order
 * they came. Null if it is not certainly without mutations, or if its parameters are not well formed: it must run on its own.
 */
export function questionName(kind: string, parameters: RequestParameters): string | null {
  if (!Object.keys(parameters).every((name) => PARAMETERS.has(name))) return null;
  const { query, operationName = null, variables, extensions } = parameters;
  if (typeof query !== 'string' || /mutation/.test(query)) return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (!isMapOrNone(variables) || !isMapOrNone(extensions)) return null;
  const values = canonicalJson(variables ?? {});
  return values === null ? null : shortened(`question\n${kind}\n${JSON.stringify([query, operationName])}\n${values}`);
}

/** Whether a document asks for the schema, which is not data. */
export function asksForSchema({ query }: RequestParameters): boolean {
  return /__(?:schema|type)\b/.test(query ?? '');
}

function isMapOrNone(value: unknown): boolean {
  return value == null || object(value) !== null;
}

/** JSON with the members of objects in one order. Null if it is nested too deeply, or has a number that JSON has not. */
function canonicalJson(value: unknown): string | null {
  try {
    return JSON.stringify(value, ordered);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function ordered(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON has no such number.');
  const members = object(value);
  return members === null ? value : Object.fromEntries(Object.entries(members).sort(byName));
}

function byName([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}

function shortened(name: string): string {
  return name.length > MAX_NAME_LENGTH ? hash('sha256', name) : name;
}
