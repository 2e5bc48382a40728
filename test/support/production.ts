import { onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { startGateway } from '../../src/server/gateway.ts';
import { accountAt } from './gateway.ts';

/**
 * Starts a gateway for the running test with what a configuration has that says nothing of the web: no GraphiQL, no
 * introspection, no other origins. Its upstream is never asked. Returns the address of its GraphQL endpoint.
 */
export async function startProduction(config: Record<string, unknown> = {}): Promise<string> {
  const accounts = [accountAt('http://localhost:1')];
  const gateway = await startGateway(gatewayConfig({ accounts, callers: { mode: 'none' }, ...config }), {
    host: '127.0.0.1',
    port: 0,
    reportBug: (bug) => {
      throw bug;
    },
  });
  onTestFinished(() => gateway.close());
  return gateway.url;
}
