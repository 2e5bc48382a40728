import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    include: ['**/*.test.{ts,tsx}'],
    globalSetup: 'support/gateway.ts',
    testTimeout: 60_000,
    retry: process.env.CI ? 2 : 0,
  },
});
