import type { TestProject } from 'vitest/node';
import { GATEWAY_ADDRESS, start } from '../../scripts/processes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the GraphQL endpoint of a gateway with the embedded sandbox. */
    readonly gatewayUrl: string;
  }
}

/** Starts one gateway for all tests, as `npm start` does; returns what stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await start('src/main.ts', {}, GATEWAY_ADDRESS);
  project.provide('gatewayUrl', url);
  return stop;
}
