import { hostname } from 'node:os';
import type { LevelWithSilent } from 'pino';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/log/logger.ts';

/** A logger of that level, and what it wrote. */
function loggerOf(level: LevelWithSilent) {
  const written: { readonly line: string; readonly urgent: boolean }[] = [];
  const logger = createLogger(level, { write: (line, urgent) => void written.push({ line, urgent }) });
  return { logger, written, lines: () => written.map(({ line }) => JSON.parse(line)) };
}

describe('createLogger', () => {
  it('writes one JSON object per line, with level, time, process, host, fields and message', () => {
    const { logger, written, lines } = loggerOf('info');
    logger.info({ id: 'id-1' }, 'one\nand two');
    expect(written[0]?.line).toMatch(/^[^\n]*\n$/);
    expect(lines()).toEqual([
      { level: 30, time: expect.any(Number), pid: process.pid, hostname: hostname(), id: 'id-1', msg: 'one\nand two' },
    ]);
  });

  it.each<[LevelWithSilent, readonly string[]]>([
    ['debug', ['info', 'warn', 'error', 'fatal']],
    ['info', ['info', 'warn', 'error', 'fatal']],
    ['warn', ['warn', 'error', 'fatal']],
    ['error', ['error', 'fatal']],
    ['fatal', ['fatal']],
    ['silent', []],
  ])('of level %s writes %j', (level, names) => {
    const { logger, lines } = loggerOf(level);
    for (const name of ['info', 'warn', 'error', 'fatal'] as const) logger[name](name);
    expect(lines().map(({ msg }) => msg)).toEqual(names);
    expect(logger.isLevelEnabled('info')).toBe(names.includes('info'));
  });

  it('hurries from level error on', () => {
    const { logger, written } = loggerOf('info');
    for (const name of ['info', 'warn', 'error', 'fatal'] as const) logger[name](name);
    expect(written.map(({ urgent }) => urgent)).toEqual([false, false, true, true]);
  });

  it('writes of an error only what may be logged', () => {
    const { logger, lines } = loggerOf('info');
    logger.error({ id: 'id-1', err: Object.assign(new TypeError('It failed'), { body: 'planted' }) }, 'failed');
    const [line] = lines();
    expect(line).toMatchObject({ id: 'id-1', err: { type: 'TypeError', message: 'It failed' } });
    expect(JSON.stringify(line)).not.toContain('planted');
  });
});
