import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A gateway or sandbox that is listening. */
export type Running = {
  readonly url: string;
  /** Current resident memory in megabytes. */
  rssMb(): number;
  stop(): Promise<void>;
};

/** Starts `entry` with `environment` on a free port, and waits for a line with an address that matches `pattern`. */
export async function start(entry: string, environment: Record<string, string>, pattern: RegExp): Promise<Running> {
  const child = spawn(process.execPath, [...FLAGS, entry], {
    cwd: ROOT,
    env: { ...process.env, ...ENVIRONMENT, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Where this process fails, nothing that it started stays behind.
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const url = await addressOf(child, pattern);
  return {
    url,
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async stop() {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function addressOf(child: ChildProcess, pattern: RegExp): Promise<string> {
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  for await (const line of lines) {
    const url = pattern.exec(line)?.[1];
    // Keep reading the output, or the pipe fills up.
    if (url !== undefined) return Promise.resolve(url).finally(() => child.stdout?.resume());
  }
  throw new Error('The process ended before it listened.');
}

/** A gateway in its own process, which serves one account of the upstream at `url`. */
export async function startGatewayOver(
  url: string,
  account: unknown,
  environment: Record<string, string> = {},
  settings: Record<string, unknown> = {},
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const path = join(folder, 'gateway.config.json');
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url };
  writeFileSync(
    path,
    JSON.stringify({ accounts: [{ ...(account as object), endpoints }], callers: { mode: 'none' }, ...settings }),
  );
  const gateway = await start('src/main.ts', { GATEWAY_CONFIG: path, ...environment }, GATEWAY_ADDRESS);
  rmSync(folder, { recursive: true });
  return gateway;
}

/** A sandbox without rate limits and a gateway over it, each in its own process. */
export async function startPair(perDay: number): Promise<{ sandbox: Running; gateway: Running }> {
  const sandbox = await start(
    'src/sandbox/main.ts',
    { SANDBOX_TRANSACTIONS_PER_DAY: String(perDay), SANDBOX_REQUESTS_PER_SECOND: '1000000' },
    /(http:\/\/127\.0\.0\.1:\d+)/,
  );
  const account = { accountId: ACCOUNT_ID, credentials: { bearer: BEARER } };
  // No cache and no waiting: every query reads the upstream at once.
  const settings = { cache: { maxBytes: 0 }, budgets: { transactions: 10_000 } };
  return { sandbox, gateway: await startGatewayOver(sandbox.url, account, {}, settings) };
}

/** The folder in which the gateway runs, wherever this process does. */
const ROOT = join(import.meta.dirname, '..');

/** The command of `npm start`. */
const START: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts.start;

/** Its flags for node. */
const FLAGS: readonly string[] = START.match(/--[a-z-]+(?:=\d+)?/g) ?? [];

/** Its environment variables. */
const ENVIRONMENT = Object.fromEntries([...START.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]));

/** The address in the gateway's first line. */
export const GATEWAY_ADDRESS = /(http:\/\/127\.0\.0\.1:\d+\/graphql)/;

/** The sandbox's account with the documented dialect. */
export const ACCOUNT_ID = '12345678';
/** That account's LE Bearer token. */
export const BEARER = 'sandbox-bearer-12345678';

/** The median; NaN without values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
