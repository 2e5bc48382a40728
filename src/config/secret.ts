import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from '../upstream/auth/secret.ts';

/** Environment variables, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const secretSourceSchema = z
  .union(
    [
      z.string().min(1).describe('The secret itself. Prefer one of the other forms, which keep it out of this file.'),
      z.strictObject({ env: z.string().min(1) }).describe('The environment variable that holds it.'),
      z
        .strictObject({ file: z.string().min(1) })
        .describe('The file that holds it. Surrounding white space is removed.'),
    ],
    'must be a string, { "env": "NAME" } or { "file": "path" }',
  )
  .describe('A secret, or where to read it.');

/** The schema of a secret, which reads it from its source. A secret that cannot be read is an error; no message quotes one. */
export function secretFrom(environment: Environment) {
  return secretSourceSchema.transform((source, context) => {
    if (typeof source === 'string') return new Secret(source);
    const text = 'env' in source ? environment[source.env] : readFile(source.file);
    if (text?.trim()) return new Secret(text.trim());
    const message =
      'env' in source
        ? `the environment variable ${source.env} is not set or is empty`
        : `the file ${source.file} cannot be read or is empty`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** See `secretFrom`. */
export type SecretSchema = ReturnType<typeof secretFrom>;
