import { build, preview } from 'vite';

/**
 * Builds the page and serves it on `PORT`, or the next port that is free, with the gateway of `GATEWAY_URL` behind it: see
 * vite.config.ts. Prints its address.
 */
const configFile = `${import.meta.dirname}/vite.config.ts`;
await build({ configFile, logLevel: 'warn' });
const { resolvedUrls } = await preview({
  configFile,
  preview: { host: '127.0.0.1', port: Number(process.env.PORT ?? 5173) },
});
console.log(resolvedUrls?.local[0]);
