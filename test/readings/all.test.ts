import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FILES = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts') && name !== 'all.test.ts');

describe('the readings of the documents', () => {
  it('have a test each, from 1 to 50', () => {
    const text = FILES.map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')).join('\n');
    const tested = new Set([...text.matchAll(/\(\s*'#(\d+) /g)].map(([, number]) => Number(number)));
    const missing = Array.from({ length: 50 }, (_, index) => index + 1).filter((number) => !tested.has(number));
    expect(missing).toEqual([]);
  });
});
