import { readFileSync } from 'node:fs';
import { jsonErrorPlace } from './json-error-place.ts';

/** The JSON of a file, or why there is none; the sentence quotes nothing of the file. */
export function readJsonFile(path: string): { readonly json: unknown } | { readonly error: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { error: `the file ${path} cannot be read` };
  }
  const place = jsonErrorPlace(text);
  return place === null ? { json: JSON.parse(text) } : { error: `the file ${path} is not JSON (${place})` };
}
