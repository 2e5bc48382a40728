import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { startRedisServer } from '../../scripts/redis-server.ts';

/** Whether this machine has a redis-server; tests that need one are skipped, and counted so, where it has none. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of one test: it can be killed, and started again on the same port with nothing in it. */
export type TestRedis = {
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It keeps its connections and answers no more. */
  freeze(): void;
};

/** Starts a real redis-server on a free port for the running test. */
export async function startRedis(): Promise<TestRedis> {
  const port = await freePort();
  let server: ChildProcess | undefined;
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      server = await startRedisServer(port);
    },
    freeze: () => void server?.kill('SIGSTOP'),
    async kill() {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    },
  };
  await redis.start();
  onTestFinished(() => redis.kill());
  return redis;
}
