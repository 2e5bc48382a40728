import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Prints which packages of OpenTelemetry a gateway has loaded after a request, with that configuration of traces. */
const SCRIPT = `
import { registerHooks } from 'node:module';
const loaded = new Set();
registerHooks({
  load(url, context, next) {
    const name = /node_modules\\/(@opentelemetry\\/[^/]+)/.exec(url)?.[1];
    if (name !== undefined) loaded.add(name);
    return next(url, context);
  },
});
const { startGateway } = await import('./src/server/gateway.ts');
const { gatewayConfig } = await import('./src/config/config.ts');
const config = gatewayConfig({
  accounts: [{ accountId: '1', credentials: { bearer: 'x' } }],
  callers: { mode: 'none' },
  ...JSON.parse(process.argv[1]),
});
const gateway = await startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} });
const headers = { 'content-type': 'application/json' };
await (await fetch(gateway.url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' })).text();
console.log(JSON.stringify([...loaded].toSorted()));
process.exit(0);
`;

function loadedWith(config: unknown): string[] {
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', SCRIPT, JSON.stringify(config)], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  return JSON.parse(stdout);
}

describe("OpenTelemetry's SDK", { timeout: 60_000 }, () => {
  it('is not loaded when tracing is off', () => {
    // prom-client brings the interfaces (`api`), which are small.
    expect(loadedWith({}).filter((name) => name !== '@opentelemetry/api')).toEqual([]);
  });

  it('is loaded when it is on', () => {
    const loaded = loadedWith({ tracing: { otlpUrl: 'http://127.0.0.1:1/v1/traces' } });
    expect(loaded).toEqual(
      expect.arrayContaining(['@opentelemetry/sdk-trace', '@opentelemetry/exporter-trace-otlp-http']),
    );
  });
});
