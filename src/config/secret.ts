import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Secret } from '../upstream/auth/secret.ts';

/** The environment that secrets may name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const secretSourceSchema = z
  .union(
    [
      z.string().min(1).describe('The secret itself; better kept out of the file.'),
      z.strictObject({ env: z.string().min(1) }).describe('The environment variable that holds it.'),
      z.strictObject({ file: z.string().min(1) }).describe('The file that holds it; white space around it is dropped.'),
    ],
    'must be a text, { "env": "NAME" } or { "file": "path" }',
  )
  .describe('A secret: its text, or where it is.');

/** Reads a secret from where it is; what cannot be read is a fault at its path, and its text is in no message. */
export function secretFrom(environment: Environment) {
  return secretSourceSchema.transform((source, context) => {
    if (typeof source === 'string') return new Secret(source);
    const text = 'env' in source ? environment[source.env] : readFile(source.file);
    if (text?.trim()) return new Secret(text.trim());
    const where = 'env' in source ? `the environment variable ${source.env}` : `the file ${source.file}`;
    context.addIssue({ code: 'custom', message: `${where} holds no secret` });
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

/** What reads secrets. */
export type SecretSchema = ReturnType<typeof secretFrom>;
