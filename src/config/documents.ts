import { z } from 'zod';

/** The `documents` of a configuration file: the trusted documents, and whether others are answered. */
export const documentsSchema = z
  .strictObject({
    mode: z
      .enum(['off', 'prefer', 'only'])
      .default('off')
      .describe(
        '"prefer" answers trusted documents by id and any other document by its text; "only" answers trusted documents and nothing else.',
      ),
    manifest: z
      .string()
      .min(1)
      .optional()
      .describe(
        "The file with the trusted documents, as graphql-codegen's client preset, relay-compiler or @apollo/generate-persisted-query-manifest writes it.",
      ),
  })
  .prefault({})
  .refine(({ mode, manifest }) => mode === 'off' || manifest !== undefined, {
    path: ['manifest'],
    error: 'must be set if documents.mode is "prefer" or "only"',
  })
  .describe('Trusted documents.');
