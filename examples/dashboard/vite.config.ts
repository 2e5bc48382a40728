import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page and the gateway have one origin, so that browsers need no CORS: `/graphql` is passed on. */
const proxy = { '/graphql': process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000' };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { target: 'es2023', modulePreload: { polyfill: false } },
  server: { proxy },
  preview: { proxy },
});
