import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FAMILIES = [...readFileSync('src/upstream/family.ts', 'utf8').matchAll(/^ {2}(\w+): '/gm)].map(
  ([, name]) => name,
);

describe('the layers of src/upstream/http', () => {
  it.each(readdirSync('src/upstream/http'))('name no family: %s', (file) => {
    const text = readFileSync(`src/upstream/http/${file}`, 'utf8');
    expect(FAMILIES).toContain('handoffs');
    expect(FAMILIES.filter((family) => text.includes(`'${family}'`))).toEqual([]);
  });
});
