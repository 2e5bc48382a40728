import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configPath } from '../support/config.ts';
import { exportQuery, idsIn, linesOf, startExporting } from '../support/exporting.ts';
import { endOf, errorsOf } from '../support/main-process.ts';

/** Runs the command as `npm run export` does. */
async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, ['scripts/export.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  const errors = errorsOf(child);
  const { code } = await endOf(child);
  return { code, errors: (await errors).trim() };
}

/** A gateway, and the arguments to export its transactions into a file that is not there yet. */
async function prepared(options: Parameters<typeof startExporting>[0] = {}) {
  const exporting = await startExporting(options);
  const query = configPath(exportQuery());
  const out = `${query}.ndjson`;
  const args = ['--url', exporting.gateway.url, '--query', query, '--out', out];
  return { ...exporting, args, out, saved: () => linesOf(readFileSync(out, 'utf8')) };
}

describe('npm run export', { timeout: 60_000 }, () => {
  it('writes a whole file, and ends with 0', async () => {
    const { args, ids, saved } = await prepared();
    expect(await run(...args)).toEqual({ code: 0, errors: '' });
    expect(idsIn(saved())).toEqual(ids);
    expect(saved().at(-1)).toHaveProperty('done');
  });

  it('writes CSV', async () => {
    const { args, ids, out } = await prepared({ perDay: 3 });
    expect(await run(...args, '--csv')).toEqual({ code: 0, errors: '' });
    expect(readFileSync(out, 'utf8')).toBe(`transactionId,__errors\r\n${ids.map((id) => `${id},\r\n`).join('')}`);
  });

  it('ends with 1 when the export fails, and continues the file later', async () => {
    const { args, ids, saved, store } = await prepared({ perDay: 3000, config: { retry: { unavailableMs: [] } } });
    store.onRequest = (index) => {
      if (index === 30) store.fails = true;
    };
    const { code, errors } = await run(...args);
    expect([code, errors]).toEqual([1, expect.stringMatching(/^UPSTREAM_UNAVAILABLE: .*--resume/s)]);
    store.fails = false;
    expect(await run(...args, '--resume')).toEqual({ code: 0, errors: '' });
    expect(idsIn(saved())).toEqual(ids);
    expect(await run(...args, '--resume')).toMatchObject({ code: 0, errors: expect.stringMatching(/is whole/) });
  });

  it('continues a file wherever it was cut off', async () => {
    const { args, ids, out, saved } = await prepared();
    await run(...args);
    const whole = readFileSync(out);
    for (const share of [0, 0.01, 0.3, 0.95]) {
      writeFileSync(out, whole);
      truncateSync(out, Math.floor(whole.length * share));
      expect(await run(...args, '--resume')).toMatchObject({ code: 0 });
      expect(idsIn(saved())).toEqual(ids);
    }
    truncateSync(out, whole.length - 40);
    appendFileSync(out, '\0\0\0');
    expect(await run(...args, '--resume')).toMatchObject({ code: 0 });
    expect(idsIn(saved())).toEqual(ids);
  });

  it('ends with 1 and the reason when the gateway refuses or is not there', async () => {
    const { args, gateway } = await prepared({ perDay: 1 });
    writeFileSync(args[3] ?? '', '{ __typename }');
    expect(await run(...args)).toEqual({
      code: 1,
      errors: expect.stringMatching(/^BAD_USER_INPUT: An export has one/),
    });
    const elsewhere = args.map((arg) => (arg === gateway.url ? 'http://127.0.0.1:1/graphql' : `${arg}`));
    expect(await run(...elsewhere)).toMatchObject({ code: 1, errors: expect.stringMatching(/\S/) });
  });

  it('leaves no file when nothing was written, so that the same command can be run again', async () => {
    const { args, ids, saved, out } = await prepared({ perDay: 1 });
    expect(await run(...args, '--variables', '{')).toMatchObject({ code: 2 });
    expect(await run(...args, '--operation', 'Missing')).toMatchObject({ code: 1 });
    expect(existsSync(out)).toBe(false);
    expect(await run(...args)).toEqual({ code: 0, errors: '' });
    expect(idsIn(saved())).toEqual(ids);
  });

  it('does not cut off a file that is no export of JSON lines', async () => {
    const { args, out } = await prepared({ perDay: 1 });
    writeFileSync(out, 'transactionId\r\nt1\r\n');
    expect(await run(...args, '--resume')).toMatchObject({ code: 2, errors: expect.stringMatching(/is no export/) });
    expect(readFileSync(out, 'utf8')).toBe('transactionId\r\nt1\r\n');
  });

  it('does not continue a file with another query', async () => {
    const { args, out } = await prepared();
    await run(...args);
    truncateSync(out, Math.floor(readFileSync(out).length / 2));
    writeFileSync(args[3] ?? '', exportQuery('nodes { skill }'));
    expect(await run(...args, '--resume')).toMatchObject({ code: 2, errors: expect.stringMatching(/another query/) });
    expect(readFileSync(out, 'utf8')).not.toContain('skill');
  });

  it('ends with 1 when the disk takes only a part, also of the end', async () => {
    const { args } = await prepared({ perDay: 20 });
    const limited = ['-c', 'trap "" XFSZ; ulimit -f 1; exec "$0" "$@"', process.execPath, 'scripts/export.ts'];
    const child = spawn('bash', [...limited, ...args.map(String)], { stdio: ['ignore', 'ignore', 'pipe'] });
    const errors = errorsOf(child);
    expect(await endOf(child)).toMatchObject({ code: 1 });
    expect(await errors).toMatch(/EFBIG/);
  });

  it.each([
    ['nothing', []],
    ['an unknown option', ['--x']],
    ['CSV that is to be continued', ['--url', 'http://x', '--query', 'x', '--out', 'x', '--csv', '--resume']],
    ['a file that is there', ['--url', 'http://x', '--query', 'x', '--out', 'package.json']],
  ])('ends with 2 for %s', async (_, args) => {
    expect(await run(...args)).toMatchObject({ code: 2, errors: expect.stringMatching(/\S/) });
  });
});
