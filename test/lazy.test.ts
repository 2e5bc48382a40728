import { describe, expect, it } from 'vitest';
import { accountAt } from './support/gateway.ts';
import { queryAt } from './support/keyed-alert.ts';
import { endOf, errorsOf, startConfigured } from './support/main-process.ts';
import { startUpstream } from './support/upstream.ts';

/** At its end, a process tells the packages, and the rooms of `src`, that it has loaded. */
const TELL = `
import { registerHooks } from 'node:module';
const loaded = new Set();
registerHooks({
  load(url, context, next) {
    loaded.add(/(?:.*\\/node_modules\\/|\\/src\\/)((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]);
    return next(url, context);
  },
});
process.on('exit', () => console.error(JSON.stringify([...loaded])));`;

const HANDOFFS = '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { name } } } }';

/** What a process loads with that configuration, to answer a query. */
async function loadedWith(config: Record<string, unknown>): Promise<readonly string[]> {
  const { url: upstream } = await startUpstream(() => ({ json: [] }));
  const options = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL)}` };
  const { child, url } = await startConfigured({ accounts: [accountAt(upstream)], ...config }, options);
  const told = errorsOf(child);
  expect(await queryAt(url).query(HANDOFFS)).toMatchObject({ data: { account: { handoffs: { nodes: [] } } } });
  child.kill('SIGTERM');
  expect(await endOf(child)).toMatchObject({ code: 0 });
  return JSON.parse((await told).trim().split('\n').at(-1) ?? '');
}

const LAZY = [
  '@opentelemetry/sdk-trace',
  'ioredis',
  'libphonenumber-js',
  'pino-pretty',
  'sandbox',
  ...('Temporal' in globalThis ? ['temporal-polyfill'] : []),
];

describe('what takes time and memory at the start', { timeout: 60_000 }, () => {
  it('is not loaded before it is needed', async () => {
    const loaded = await loadedWith({});
    expect(loaded).toEqual(expect.arrayContaining(['graphql', 'undici', 'server']));
    expect(LAZY.filter((name) => loaded.includes(name))).toEqual([]);
  });

  it('is loaded when it is needed: the SDK of OpenTelemetry for traces', async () => {
    const loaded = await loadedWith({ tracing: { otlpUrl: 'http://127.0.0.1:1/v1/traces' } });
    expect(LAZY.filter((name) => loaded.includes(name))).toEqual(['@opentelemetry/sdk-trace']);
  });
});
