import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: ['apollo/**/*.tsx', 'clients/**/*.ts', '!clients/tada*.ts'],
  generates: {
    'generated/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: 'readFragment' },
        persistedDocuments: { hashAlgorithm: 'sha256' },
      },
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
    },
    'generated/possible-types.ts': { plugins: ['fragment-matcher'] },
    'generated/introspection.ts': { plugins: ['urql-introspection'], config: { useTypeImports: true } },
    'generated/types-without-id.ts': { plugins: ['./clients/types-without-id.js'] },
  },
};

export default config;
