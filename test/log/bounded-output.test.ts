import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createBoundedOutput } from '../../src/log/bounded-output.ts';
import { configPath } from '../support/config.ts';

const LINE = `${'é'.repeat(49)}x\n`;
const LINE_BYTES = 100;

/** An output into a file, and what the file has. The clock stands still, so no batch is written by time. */
function fileOutput(maxBytes = 1_000_000) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const path = configPath('');
  const fd = openSync(path, 'w');
  onTestFinished(() => closeSync(fd));
  const output = createBoundedOutput(fd, maxBytes);
  return { ...output, text: () => readFileSync(path, 'utf8') };
}

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
    // Stays open: the output goes on trying, and the file of another test would get its number.
    const output = createBoundedOutput(openSync('/dev/full', 'w'), 10 * LINE_BYTES);
    for (let nth = 0; nth < 20; nth += 1) output.write(LINE);
    await output.flush(30);
    expect(output.dropped()).toBe(10);
  });

  it('lets lines wait for others, and writes them in order when the time is up', async () => {
    const { write, text } = fileOutput();
    write('1\n');
    await settled();
    write('2\n');
    expect(text()).toBe('');
    vi.advanceTimersByTime(10);
    await vi.waitFor(() => expect(text()).toBe('1\n2\n'));
    write('3\n');
    await settled();
    expect(text()).toBe('1\n2\n');
    vi.advanceTimersByTime(10);
    await vi.waitFor(() => expect(text()).toBe('1\n2\n3\n'));
  });

  it('writes a batch that is large at once', async () => {
    const { write, text } = fileOutput();
    const line = `${'x'.repeat(1023)}\n`;
    for (let nth = 0; nth < 63; nth += 1) write(line);
    await settled();
    expect(text()).toBe('');
    write(line);
    await vi.waitFor(() => expect(text()).toBe(line.repeat(64)));
  });

  it('writes an urgent line at once, after all that wait', async () => {
    const { write, text } = fileOutput();
    write('1\n');
    write('2\n', true);
    await vi.waitFor(() => expect(text()).toBe('1\n2\n'));
  });

  it('writes an urgent line that comes during a write as soon as that ends', async () => {
    const { write, text } = fileOutput();
    write('1\n', true);
    write('2\n');
    write('3\n', true);
    await vi.waitFor(() => expect(text()).toBe('1\n2\n3\n'));
  });

  it('writes all that wait when it is flushed, also during a write', async () => {
    const { write, flush, text } = fileOutput();
    write('1\n');
    await flush(5000);
    expect(text()).toBe('1\n');
    write('2\n', true);
    write('3\n');
    await flush(5000);
    expect(text()).toBe('1\n2\n3\n');
  });

  it('has written its last lines when a process ends by itself', () => {
    const script = `
      import { createBoundedOutput } from './src/log/bounded-output.ts';
      const output = createBoundedOutput(1, 1000);
      output.write('first ');
      setImmediate(() => output.write('last'));`;
    const cwd = new URL('../..', import.meta.url);
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd, encoding: 'utf8' })).toBe(
      'first last',
    );
  });
});

/** Time enough for a write that should not begin. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}
