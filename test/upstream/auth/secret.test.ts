import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../../src/log/logger.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';

describe('Secret', () => {
  const secret = new Secret('s3cr3t-text');

  it('reveals its text to who asks for it', () => {
    expect(secret.reveal()).toBe('s3cr3t-text');
  });

  it('tells whether another holds the same', () => {
    expect(secret.equals(new Secret('s3cr3t-text'))).toBe(true);
    expect(secret.equals(new Secret('s3cr3t'))).toBe(false);
  });

  it.each([
    ['JSON', () => JSON.stringify({ secret })],
    ['a template', () => `${secret}`],
    ['a concatenation', () => `it is ${String(secret)}`],
    ['the inspector, hidden fields shown', () => inspect({ secret }, { showHidden: true, depth: 9 })],
    ['the inspector without its own manners', () => inspect(secret, { customInspect: false, showHidden: true })],
    ['its own keys', () => JSON.stringify(Object.entries(secret))],
    ['an error', () => String(new Error('failed', { cause: secret }).cause)],
  ])('shows nothing of it in %s', (_, show) => {
    expect(show()).not.toContain('s3cr3t');
  });

  it('shows nothing of it in a log', () => {
    const lines: string[] = [];
    const output = { write: (line: string) => void lines.push(line) };
    createLogger('info', output).info({ secret, credentials: { secret } }, 'ready');
    expect(lines.join()).toContain('[secret]');
    expect(lines.join()).not.toContain('s3cr3t');
  });
});
