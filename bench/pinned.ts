import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../scripts/free-port.ts';
import { TICKS } from './cores.ts';

/** A server in its own process. */
export type Pinned = {
  readonly url: string;
  /** Seconds of processor time that it has used. */
  cpuSeconds(): number;
  /** Its resident memory in megabytes. */
  rssMb(): number;
  stop(): Promise<void>;
};

/** The folder above `bench`. */
const ROOT = dirname(import.meta.dirname);
const START_MS = 30_000;

/**
 * Starts `commandOf` a free port, on a core unless `core` is null, and waits until it accepts connections. Its output is
 * discarded, so that everybody's log costs the same to write.
 */
export async function startPinned(
  core: number | null,
  commandOf: (port: number) => readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Pinned> {
  const port = await freePort();
  // Both hand over to the command, so that the process that is started here is the server itself.
  const [file = '', ...args] = [...(core === null ? [] : ['taskset', '-c', String(core)]), 'env', ...commandOf(port)];
  const path = `${dirname(process.execPath)}:${process.env.PATH}`;
  const env = { ...process.env, NODE_ENV: 'production', PATH: path, PORT: String(port), ...environment };
  const child = spawn(file, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  // Where this process fails, nothing that it started stays behind.
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  for (const begin = performance.now(); !(await accepts(port)); await pause(5)) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended before it listened`);
    if (performance.now() - begin < START_MS) continue;
    await stop();
    throw new Error(`${args.join(' ')} does not listen`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    cpuSeconds() {
      // The second field, the name, is in parentheses and may hold spaces.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop,
  };
}

/** A command that runs a file of `bench`. */
export function nodeCommand(file: string, ...args: readonly string[]): readonly string[] {
  return ['node', join(import.meta.dirname, file), ...args];
}

/** The command of `npm start`. */
export function startCommand(): readonly string[] {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start.split(' ');
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
