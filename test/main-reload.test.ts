import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configPath } from './support/config.ts';
import { accountAt } from './support/gateway.ts';
import { queryAt } from './support/keyed-alert.ts';
import { linesOf, startMain } from './support/main-process.ts';

const START_TIMEOUT_MS = 60_000;

/** A process, its address, and the next of its lines that has this level. */
async function running(file: unknown) {
  const path = configPath(file);
  const child = startMain({ GATEWAY_CONFIG: path });
  const lines = linesOf(child);
  const next = async (level: number): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`The process ended by ${child.signalCode ?? child.exitCode}.`);
      const { msg, level: its } = JSON.parse(value);
      if (its === level && msg !== 'request') return msg;
    }
  };
  const url = /http:\S+\/graphql/.exec(await next(30))?.[0] ?? '';
  const reload = (text: string) => {
    writeFileSync(path, text);
    child.kill('SIGHUP');
  };
  return { query: queryAt(url).query, next, reload };
}

const fileOf = (...accountIds: readonly string[]) => ({
  accounts: accountIds.map((accountId) => accountAt('http://127.0.0.1:9', { accountId })),
  callers: { mode: 'none' },
});

const ACCOUNTS = '{ accounts { accountId } }';

describe('SIGHUP', () => {
  it('has the configuration file read anew, without a new start', { timeout: START_TIMEOUT_MS }, async () => {
    const { query, next, reload } = await running(fileOf('1'));
    reload(JSON.stringify({ ...fileOf('1', '2'), door: { concurrency: 7 } }));
    expect(await next(30)).toBe('The configuration was reloaded; changes to door take effect at the next start');
    expect((await query(ACCOUNTS)).data.accounts).toEqual([{ accountId: '1' }, { accountId: '2' }]);
  });

  it('keeps the previous one if the new one has errors, and reports each by its path', {
    timeout: START_TIMEOUT_MS,
  }, async () => {
    const { query, next, reload } = await running(fileOf('1'));
    reload(JSON.stringify({ ...fileOf('x'), deadlineMs: 0 }));
    const told = await next(50);
    expect(told).toContain('the previous one stays in use');
    expect(told).toContain('accounts[0].accountId: ');
    expect(told).toContain('deadlineMs: ');
    reload('{');
    expect(await next(50)).toContain('is not JSON');
    expect((await query(ACCOUNTS)).data.accounts).toEqual([{ accountId: '1' }]);
    reload(JSON.stringify(fileOf('2')));
    expect(await next(30)).toBe('The configuration was reloaded');
    expect((await query(ACCOUNTS)).data.accounts).toEqual([{ accountId: '2' }]);
  });
});
