import { isLiveDeflect } from './refusal.ts';
import type { SandboxApi } from './settings.ts';

/** Counts one request of an account, from its arrival on; false when it exceeds the limit. */
export type RateLimit = (accountId: string, api: SandboxApi, arrivedAt: number) => boolean;

const windowMs = 1000;

/**
 * Allows `requestsPerSecond` requests per second, account and API family, by the machine's clock (Outbound Reporting API, FAQ 3).
 * Both handoff lists are one family, and so is LiveDeflect. A refused request does not count.
 */
export function createRateLimit(requestsPerSecond: number, clock: () => number = () => performance.now()): RateLimit {
  if (requestsPerSecond === Number.POSITIVE_INFINITY) return () => true;
  const recent = new Map<string, number[]>();
  return (accountId, api, arrivedAt) => {
    const key = `${accountId}/${familyOf(api)}`;
    const nowMs = clock();
    const times = (recent.get(key) ?? []).filter((time) => nowMs - time < windowMs);
    recent.set(key, times);
    if (times.length >= requestsPerSecond) return false;
    times.push(arrivedAt);
    return true;
  };
}

function familyOf(api: SandboxApi): string {
  if (api === 'handoffs' || api === 'handoffsByChannel') return 'handoffs';
  return isLiveDeflect(api) ? 'liveDeflect' : api;
}
