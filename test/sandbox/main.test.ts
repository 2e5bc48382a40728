import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../src/sandbox/main.ts', import.meta.url));

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: { PORT: '0', ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { child, output: () => output };
}

describe.concurrent('main', () => {
  it('prints the address, the accounts and a request to copy, and closes on SIGTERM', async () => {
    const { child, output } = run({ SANDBOX_TRANSACTIONS_PER_DAY: '10' });
    while (!output().includes('curl ')) await once(child.stdout, 'data');
    const [url, authorization] = [/'(http[^']*)'/.exec(output())?.[1], /'Authorization: ([^']*)'/.exec(output())?.[1]];
    expect(output()).toMatch(/LivePerson sandbox listening on http:\/\/127\.0\.0\.1:\d+\n/);
    expect(output()).toContain('sandbox-consumer-key-87654321');
    const answer = await request(String(url), { headers: { authorization: String(authorization) } });
    expect(answer.statusCode).toBe(200);
    await answer.body.dump();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it.each([{ PORT: '70000' }, { SANDBOX_TRANSACTIONS_PER_DAY: '-5' }])(
    'says what is wrong with %j and exits with 1',
    async (environment) => {
      const { child, output } = run(environment);
      expect(await once(child, 'exit')).toEqual([1, null]);
      expect(output()).toMatch(
        new RegExp(`^The sandbox cannot start: ${Object.keys(environment)[0]} must be a whole number .*\n$`),
      );
    },
  );
});
