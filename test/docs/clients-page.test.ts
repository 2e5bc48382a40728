import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync('docs/clients.md', 'utf8');
/** Each piece of code, and the file that the line before it links. */
const PIECES = [...PAGE.matchAll(/^\[`[^`]+`\]\(\.\.\/([^)]+)\):\n\n```\w+\n(.*?)\n```$/gms)];

describe('docs/clients.md', () => {
  it('links the file of each piece of code', () => {
    expect(PIECES).toHaveLength(PAGE.split('\n```\n').length - 1);
  });

  it.each(PIECES.map(([, file = '', code = '']) => [file, code]))('shows a part of %s', (file, code) => {
    expect(readFileSync(file, 'utf8')).toContain(code);
  });

  it('has a heading for each link into it', () => {
    const headings = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    const linked = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/clients\.md#([\w-]+)/g)].map(
      ([, anchor]) => anchor,
    );
    expect(headings).toEqual(expect.arrayContaining(linked));
  });
});
