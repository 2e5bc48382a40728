import { z } from 'zod';

/** Which operations are known beforehand, and whether others are answered. */
export const documentsSchema = z
  .strictObject({
    mode: z
      .enum(['off', 'prefer', 'only'])
      .default('off')
      .describe('"prefer" answers known documents by their id and any other by its text, "only" known ones alone.'),
    manifest: z
      .string()
      .min(1)
      .optional()
      .describe("The file of known documents: the persisted-documents.json of graphql-codegen's client preset."),
  })
  .prefault({})
  .refine(({ mode, manifest }) => mode === 'off' || manifest !== undefined, {
    path: ['manifest'],
    error: 'must be set where documents.mode is "prefer" or "only"',
  })
  .describe('Trusted documents.');
