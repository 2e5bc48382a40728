import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readOptions } from './options.ts';

/** Compares the gateway with other servers over one upstream; `docs/figures.md` has what it prints. See `options.ts`. */
const options = readOptions(process.argv.slice(2));
for (const [tool, debian] of Object.entries({ wrk: 'wrk', taskset: 'util-linux' })) {
  if (spawnSync('which', [tool]).status !== 0) fail(`${tool} is missing: apt-get install ${debian}`);
}
if (!existsSync(`${import.meta.dirname}/node_modules`)) {
  console.error('Installing what the gateway is compared with');
  const { status } = spawnSync('npm', ['ci'], { cwd: import.meta.dirname, stdio: 'inherit' });
  if (status !== 0) fail('npm ci failed in bench/');
}
const { runBench } = await import('./run.ts');
console.log(await runBench(options));

function fail(reason: string): never {
  console.error(reason);
  process.exit(1);
}
