import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createBoundedOutput } from '../../src/log/bounded-output.ts';
import { configPath } from '../support/config.ts';

const LINE = `${'é'.repeat(49)}x\n`;
const LINE_BYTES = 100;

/** A pipe whose ends do not block: where it is read, and where it is written. */
function pipe(): { readonly reader: number; readonly writer: number } {
  const path = join(configPath(''), '..', 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  onTestFinished(() => [reader, writer].forEach(closeSync));
  return { reader, writer };
}

describe('createBoundedOutput', () => {
  it('writes all lines in order', async () => {
    const path = configPath('');
    const fd = openSync(path, 'w');
    onTestFinished(() => closeSync(fd));
    const output = createBoundedOutput(fd, 10_000);
    for (let nth = 0; nth < 100; nth += 1) output.write(`${nth}\n`);
    await output.flush(5000);
    expect(readFileSync(path, 'utf8')).toBe(Array.from({ length: 100 }, (_, nth) => `${nth}\n`).join(''));
    expect(output.dropped()).toBe(0);
  });

  it('drops and counts what has no room, and writes on when the reader does', async () => {
    const { reader, writer } = pipe();
    const output = createBoundedOutput(writer, 1000 * LINE_BYTES);
    for (let nth = 0; nth < 3000; nth += 1) {
      output.write(LINE);
      if (nth % 100 === 0) await new Promise(setImmediate);
    }
    await output.flush(50);
    const dropped = output.dropped();
    expect(dropped).toBeGreaterThan(0);
    const buffer = Buffer.alloc(400_000);
    let read = 0;
    const drain = setInterval(() => {
      try {
        read += readSync(reader, buffer, read, buffer.length - read, null);
      } catch {
        // Empty for now.
      }
    }, 1);
    output.write('');
    await output.flush(5000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    clearInterval(drain);
    expect(read).toBe((3000 - dropped) * LINE_BYTES);
    expect(buffer.toString('utf8', 0, read)).toBe(LINE.repeat(3000 - dropped));
  });

  it('gives up a flush in time on a disk that is full', async () => {
    const fd = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(fd));
    const output = createBoundedOutput(fd, 10 * LINE_BYTES);
    for (let nth = 0; nth < 20; nth += 1) output.write(LINE);
    await output.flush(30);
    expect(output.dropped()).toBe(10);
  });
});
