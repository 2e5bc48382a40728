import { onTestFinished } from 'vitest';
import { createSealing } from '../../src/upstream/auth/sealing.ts';
import { Secret } from '../../src/upstream/auth/secret.ts';
import type { AlertLedger, Claim } from '../../src/upstream/live-deflect/alert-ledger.ts';
import { redisLedger } from '../../src/upstream/live-deflect/redis-alert-ledger.ts';
import type { SettledAlert } from '../../src/upstream/live-deflect/types.ts';
import { connectRedis } from '../../src/upstream/traffic/redis.ts';

/** A connection to Redis for the running test, ready. */
export async function testRedis(url: string, commandTimeoutMs = 250) {
  const redis = await connectRedis(url, commandTimeoutMs, { onDown() {} });
  onTestFinished(() => redis.disconnect());
  await new Promise((resolve) => redis.once('ready', resolve));
  return redis;
}

/** A ledger in Redis with a connection of its own, as one process has it. */
export async function testLedger(
  url: string,
  { accountId = '12345678', secret = 'consumer-secret', holdMs = 60_000, commandTimeoutMs = 250 } = {},
): Promise<AlertLedger & { readonly redis: Awaited<ReturnType<typeof testRedis>> }> {
  const redis = await testRedis(url, commandTimeoutMs);
  const sealing = createSealing(accountId, new Secret(secret));
  return { ...redisLedger(redis, accountId)({ sealing, holdMs }), redis };
}

/** The claim of a key, for the same alert unless told otherwise. */
export function claimOf(key: string, input = 'input-digest'): Claim {
  return { key, input, until: 2_000_000_000_000 };
}

/** An outcome that tells how long its message's name is. */
export function sentOutcome(messageName = 'phones/+12025550100/agentMessages/1'): SettledAlert {
  return { kind: 'SENT', messageName, sentAt: null, channelResponse: { to: '+12025550100' } };
}
