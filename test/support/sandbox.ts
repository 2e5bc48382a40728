import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';
import { NOW, startTestGateway, type TestGateway } from './gateway.ts';

/** A sandbox and a gateway over it, both at the same standing instant. */
export type SandboxedGateway = { readonly sandbox: Sandbox; readonly gateway: TestGateway };

/** Starts both on free ports for the running test; the gateway serves both accounts, by whatever credential fits. `more` is of each account. */
export async function startSandboxed(
  options: SandboxOptions = {},
  config: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Promise<SandboxedGateway> {
  const now = options.now?.() ?? NOW;
  const sandbox = await startSandbox({ now: () => now, requestsPerSecond: Number.POSITIVE_INFINITY, ...options });
  onTestFinished(() => sandbox.close());
  const { url } = sandbox;
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url };
  const accounts = sandbox.accounts.map((account) => ({ ...account, endpoints, ...more }));
  return { sandbox, gateway: await startTestGateway({ accounts, ...config }, now) };
}
