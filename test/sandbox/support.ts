import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import { request } from 'undici';
import { afterAll, beforeAll } from 'vitest';
import { type Sandbox, type SandboxAccount, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts';

/** The clock of the tests: a Wednesday afternoon. */
export const nowMs = Date.UTC(2025, 5, 18, 15, 30);

/** One day in milliseconds. */
export const dayMs = 24 * 60 * 60_000;

/** A weekday that is long past `nowMs`: nothing happens to its messages any more. */
export const pastDay = Date.UTC(2025, 5, 10);

/** An answer: the parsed JSON, or the text where it is none. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = { status: number; headers: Record<string, unknown>; body: any };

/** What one request may have besides its path. `oauth1` signs with the account's key; `bearer` is the default. */
export type Ask = {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  as?: SandboxAccount;
  auth?: 'bearer' | 'oauth1' | 'none';
};

/** A sandbox for the tests of one describe, with a fixed clock and no limiter unless the options say so. */
export function useSandbox(options: SandboxOptions = {}): {
  sandbox: () => Sandbox;
  ask: (path: string, how?: Ask) => Promise<Answer>;
} {
  let running: Sandbox | undefined;
  const sandbox = (): Sandbox => {
    if (running === undefined) throw new Error('the sandbox is not running yet');
    return running;
  };
  beforeAll(async () => {
    running = await startSandbox({ now: () => nowMs, requestsPerSecond: Number.POSITIVE_INFINITY, ...options });
  });
  afterAll(() => running?.close());
  return { sandbox, ask: (path, how) => ask(sandbox(), path, how) };
}

/** Sends a request to a sandbox; a body that is no string is sent as JSON, also with GET. */
export async function ask({ url, accounts }: Sandbox, path: string, how: Ask = {}): Promise<Answer> {
  const { method = 'GET', body, as = accounts[0] as SandboxAccount, auth = 'bearer' } = how;
  const authorization: Record<string, string> =
    auth === 'bearer'
      ? { authorization: `Bearer ${as.credentials.bearer}` }
      : auth === 'oauth1'
        ? { authorization: sign(as, method, url + path) }
        : {};
  const response = await request(url + path, {
    method,
    headers: { ...authorization, ...how.headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.body.text();
  return { status: response.statusCode, headers: response.headers, body: parsed(text) };
}

/** An OAuth 1 Authorization header as a client would send it. */
export function sign(
  { credentials }: SandboxAccount,
  method: string,
  url: string,
  edit: Record<string, string> = {},
): string {
  const { consumerKey, consumerSecret, token, tokenSecret } = credentials.oauth1;
  const signer = new OAuth({
    consumer: { key: consumerKey, secret: consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  const data = signer.authorize({ url, method }, { key: token, secret: tokenSecret });
  return signer.toHeader({ ...data, ...edit }).Authorization;
}

/** The path of an Outbound Reporting API with a window, by default the whole of `pastDay`. */
export function reportingPath(
  rest: string,
  startMs: number = pastDay,
  endMs: number = pastDay + dayMs - 1,
  accountId = '12345678',
): string {
  const [path, query] = rest.split('?');
  const window = `attemptedStartTime=${startMs}&attemptedEndTime=${endMs}`;
  return `/api/account/${accountId}/app/${path}?${window}${query ? `&${query}` : ''}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
