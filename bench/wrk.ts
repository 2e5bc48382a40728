import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What one run of wrk saw. */
export type Load = {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const CONNECTIONS = 16;

/** Sends the requests of a file, see `wrk.lua`, over 16 connections. Throws if one of them fails. */
export async function runWrk(core: number, url: string, requestsFile: string, seconds: number): Promise<Load> {
  const script = join(import.meta.dirname, 'wrk.lua');
  const flags = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s', '-s', script];
  const child = spawn('taskset', ['-c', String(core), 'wrk', ...flags, url, '--', requestsFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return parseWrk(output);
}

/** The figures of `wrk.lua` in wrk's output. Throws if there are none, or if a request failed. */
export function parseWrk(output: string): Load {
  const line = /^figures (\{.*\})$/m.exec(output)?.[1];
  if (line === undefined) throw new Error(`wrk printed no figures: ${output.slice(0, 500)}`);
  const { requests, seconds, p50Ms, p99Ms, failed } = JSON.parse(line) as Record<string, number>;
  if (failed !== 0) throw new Error(`${failed} of ${requests} requests failed`);
  if (!requests || !seconds || p50Ms === undefined || p99Ms === undefined) throw new Error('wrk saw no answer');
  return { requests, seconds, perSecond: requests / seconds, p50Ms, p99Ms };
}
