import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startSandbox } from '../src/sandbox/sandbox.ts';
import { start, startGatewayOver } from './processes.ts';

// The examples are a project of their own, which most who run the gateway do not need.
if (!existsSync('examples/node_modules')) npm('ci');
npm('run', 'generate:codegen');

const sandbox = await startSandbox();
const gateway = await startGatewayOver(
  sandbox.url,
  sandbox.accounts[0],
  {},
  { documents: { mode: 'only', manifest: 'examples/dashboard/generated/persisted-documents.json' } },
);
const page = await start(
  'examples/dashboard/serve.ts',
  { GATEWAY_URL: new URL(gateway.url).origin, PORT: process.env.PORT ?? '5173' },
  /(http:\S+)/,
).catch(async (error) => {
  await gateway.stop();
  throw error;
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await Promise.all([page.stop(), gateway.stop()]);
    await sandbox.close();
  });
}
console.log(`The dashboard is at ${page.url} with its gateway at ${gateway.url} and the sandbox at ${sandbox.url}`);

/** Runs npm in the examples, and prints what it says if it fails. */
function npm(...words: readonly string[]): void {
  execFileSync('npm', [...words, '--prefix', 'examples', '--silent'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
