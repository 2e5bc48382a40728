import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { type Pinned, startCommand, startPinned } from './pinned.ts';
import { ROWS_PER_DAY } from './upstream-data.ts';

const ISSUER = 'https://login.example.com/';
const AUDIENCE = 'outbound-gateway';
/** The highest that the configuration allows: the upstream is what must not limit. */
const BUDGET = 10_000;

/** A gateway as `npm start` starts it, with settings in addition to those that all have. */
export async function startGateway(
  core: number | null,
  upstreamUrl: string,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
  accountIds: readonly string[] = Object.keys(ROWS_PER_DAY),
): Promise<Pinned> {
  const endpoints = {
    domainApi: upstreamUrl,
    reporting: upstreamUrl,
    configuration: upstreamUrl,
    liveDeflect: upstreamUrl,
  };
  const accounts = accountIds.map((accountId) => ({ accountId, credentials: { bearer: 'bench' }, endpoints }));
  const budgets = { transactions: BUDGET, analytics: BUDGET, campaignReport: BUDGET, campaignAnalytics: BUDGET };
  const path = join(folder, 'gateway.config.json');
  writeFileSync(path, JSON.stringify({ accounts, callers: { mode: 'none' }, budgets, ...settings }));
  // Read before it listens.
  return startPinned(core, startCommand, { GATEWAY_CONFIG: path, LOG_LEVEL: 'info' });
}

/** The `callers` of a gateway that checks tokens, and tokens of as many callers, who all may see the same. */
export async function createCallers(count: number): Promise<{ callers: unknown; tokens: readonly string[] }> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const sign = (_: unknown, index: number) =>
    new SignJWT({ accounts: '*', scope: 'analytics:read transactions:read' })
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject(`caller-${index}`)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setExpirationTime('6h')
      .sign(privateKey);
  return {
    callers: { mode: 'jwt', issuer: ISSUER, audience: AUDIENCE, key: await exportSPKI(publicKey) },
    tokens: await Promise.all(Array.from({ length: count }, sign)),
  };
}
