import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { start, startGatewayOver } from '../../scripts/processes.ts';
import { sandboxAccounts } from '../../src/sandbox/accounts.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the GraphQL endpoint of a gateway that knows the documents of the Relay example. */
    readonly gatewayUrl: string;
    /** The address of the sandbox that is its LivePerson, where faults can be ordered. */
    readonly sandboxUrl: string;
  }
}

const SANDBOX_ADDRESS = /(http:\/\/127\.0\.0\.1:\d+)/;
const DOCUMENTS = join(import.meta.dirname, '../relay/generated/persisted-documents.json');

/** Starts one gateway and one sandbox for all tests, each as a process of its own; returns what stops them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const sandbox = await start('src/sandbox/main.ts', {}, SANDBOX_ADDRESS);
  const documents = { mode: 'prefer', manifest: DOCUMENTS };
  // Handoffs are read each time, so that a fault that is ordered for them arrives.
  const cache = { handoffsMs: 1, staleWhileRevalidateMs: 0 };
  const gateway = await startGatewayOver(sandbox.url, sandboxAccounts[0], {}, { documents, cache });
  project.provide('gatewayUrl', gateway.url);
  project.provide('sandboxUrl', sandbox.url);
  return async () => {
    await gateway.stop();
    await sandbox.stop();
  };
}
