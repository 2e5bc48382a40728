import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** graphql 16 ships as two builds; a schema made by one is a stranger to the other, so every import gets the same one. */
const graphql = createRequire(import.meta.url).resolve('graphql/index.js');

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphql }] },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // What is measured in milliseconds gets another try on CI, whose machines are shared.
    retry: process.env.CI ? 2 : 0,
    // Files share what they import: what ours keeps in a module is named by objects of each test, and importing it anew takes longer than testing it.
    isolate: false,
    // Many tests wait for clocks and for other processes more than for the processor.
    maxWorkers: Math.max(4, availableParallelism()),
    server: { deps: { inline: [/@pothos/, /graphql-yoga/, /graphql-scalars/, /@graphql-tools/, /@envelop/] } },
  },
});
