import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { startRedisServer } from '../../scripts/redis-server.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { connected, sendKeyed, startAlertUpstream } from '../support/keyed-alert.ts';
import { testRedis } from '../support/ledger.ts';
import { startProcess } from '../support/process.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';

async function start() {
  const [redis, upstream] = await Promise.all([startRedis(), startAlertUpstream()]);
  const refused: string[] = [];
  const warnings: string[] = [];
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] }, undefined, redis.url, {
    onRedisWriteRefused: (reason) => refused.push(reason),
    onRedisWarning: (sentence) => warnings.push(sentence),
  });
  await connected(gateway);
  return { gateway, upstream, refused, warnings, client: await testRedis(redis.url) };
}

describe.skipIf(!HAS_REDIS)('a Redis that refuses to write', () => {
  it.each([
    ['READONLY', ['REPLICAOF', '127.0.0.1', '1']],
    ['OOM', ['CONFIG', 'SET', 'maxmemory', '1']],
    ['NOREPLICAS', ['CONFIG', 'SET', 'min-replicas-to-write', '1']],
  ])('because of %s is reported once, and its alerts are refused', async (reason, [command = '', ...args]) => {
    const { gateway, upstream, refused, client } = await start();
    await client.call(command, ...args);
    for (const key of ['key-1', 'key-2', 'key-3']) {
      expect(await sendKeyed(gateway, key)).toEqual({ payload: null, code: 'UPSTREAM_UNAVAILABLE' });
    }
    expect(refused).toEqual([reason]);
    expect(upstream.alerts).toHaveLength(0);
    expect(gateway.bugs).toEqual([]);
  });
});

describe.skipIf(!HAS_REDIS)('the start on a Redis that may lose keys', () => {
  it('warns that nothing is written to disk', async () => {
    const { warnings } = await start();
    expect(warnings).toEqual([
      'Redis does not write its data to disk (appendonly is no), so it loses idempotency keys when it restarts',
    ]);
  });

  it('warns that keys may be evicted, in the log of the process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-redis-'));
    const port = await freePort();
    const persisting = ['--dir', folder, '--appendonly', 'yes', '--maxmemory-policy', 'allkeys-lru'];
    const server = await startRedisServer(port, persisting);
    onTestFinished(async () => {
      server.kill('SIGKILL');
      await once(server, 'exit');
      rmSync(folder, { recursive: true });
    });
    const process = startProcess({ REDIS_URL: `redis://127.0.0.1:${port}` });
    await process.url();
    expect(process.output()).toContain(
      'Redis may drop idempotency keys when its memory is full, because maxmemory-policy is allkeys-lru',
    );
    expect(process.output()).not.toContain('appendonly');
  });

  it('says nothing if Redis does not tell its settings', async () => {
    const redis = await startRedis();
    const client = await testRedis(redis.url);
    await client.call('ACL', 'SETUSER', 'default', '-info', '-config');
    const warnings: string[] = [];
    await startTestGateway({ accounts: [accountAt('http://127.0.0.1:1')] }, undefined, redis.url, {
      onRedisWarning: (sentence) => warnings.push(sentence),
    });
    expect(warnings).toEqual([]);
  });
});
