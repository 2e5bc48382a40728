import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  config: {
    useTypeImports: true,
    strictScalars: true,
    scalars: {
      Date: 'string',
      DateTime: 'string',
      JSON: 'unknown',
      JSONObject: 'Record<string, unknown>',
      PhoneNumber: 'string',
      TimeZone: 'string',
    },
  },
  generates: {
    'generated/': {
      documents: ['apollo/**/*.tsx', 'clients/**/*.ts', '!clients/tada*.ts'],
      preset: 'client',
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: 'readFragment' },
        persistedDocuments: { hashAlgorithm: 'sha256' },
      },
    },
    // The page sends the ids of its documents, and has no text of them.
    'dashboard/generated/': {
      documents: 'dashboard/**/*.graphql',
      preset: 'client',
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: 'readFragment' },
        persistedDocuments: { mode: 'replaceDocumentWithHash', hashPropertyName: 'documentId' },
      },
    },
    'generated/possible-types.ts': { plugins: ['fragment-matcher'] },
    'generated/introspection.ts': { plugins: ['urql-introspection'] },
    'generated/types-without-id.ts': { plugins: ['./clients/types-without-id.js'] },
  },
};

export default config;
