import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { configPath } from './config.ts';

/** Starts `src/main.ts` on a free port for the running test, with no environment but the given one. */
export function startMain(environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: '/usr/bin:/bin', PORT: '0', NODE_COMPILE_CACHE: 'node_modules/.cache/node', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Starts it with a configuration file, and waits for the address of its GraphQL endpoint. */
export async function startConfigured(
  config: Record<string, unknown>,
  environment: Record<string, string> = {},
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const GATEWAY_CONFIG = configPath({ callers: { mode: 'none' }, ...config });
  const child = startMain({ GATEWAY_CONFIG, ...environment });
  return { child, url: await addressOf(child) };
}

/** Waits for the line that names the address of the GraphQL endpoint. */
export async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout ?? process.stdin })) {
    const url = /http:\S+\/graphql/.exec(line)?.[0];
    // What is printed later must be read, too, or the pipe fills up.
    if (url !== undefined) return Promise.resolve(url).finally(() => child.stdout?.resume());
  }
  throw new Error('The process ended before it listened.');
}

/** How a process ended: its exit code and its signal, and the milliseconds from now that it took. */
export async function endOf(child: ChildProcess): Promise<{ code: number | null; signal: string | null; ms: number }> {
  const began = performance.now();
  const ended = child.exitCode !== null || child.signalCode !== null;
  const [code, signal] = ended ? [child.exitCode, child.signalCode] : await once(child, 'exit');
  return { code, signal, ms: performance.now() - began };
}

/** All that it prints as errors, to its end. */
export async function errorsOf(child: ChildProcess): Promise<string> {
  return ((await child.stderr?.toArray()) ?? []).join('');
}

/** Its lines. */
export function linesOf(child: ChildProcess): AsyncIterator<string> {
  return createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
}
