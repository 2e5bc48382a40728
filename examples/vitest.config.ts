import relay from 'vite-plugin-relay';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [relay],
  test: {
    include: ['**/*.test.{ts,tsx}'],
    globalSetup: 'support/gateway.ts',
    setupFiles: 'support/no-complaints.ts',
    testTimeout: 120_000,
    // Files share one sandbox, and a fault meets whoever asks next.
    fileParallelism: false,
    retry: process.env.CI ? 2 : 0,
  },
});
