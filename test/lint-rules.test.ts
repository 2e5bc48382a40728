import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A file, what it says, and whether that is refused. */
type Case = readonly [file: string, text: string, refused: boolean];

/** Statements, each of which the rule of its group refuses or lets pass. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  noProcessEnv: [
    ['src/server/server.ts', 'export const port = process.env.PORT;', true],
    ['src/main.ts', 'export const port = process.env.PORT;', false],
    ['src/sandbox/main.ts', 'export const port = process.env.PORT;', false],
    ['scripts/a.ts', 'export const port = process.env.PORT;', false],
  ],
  noConsole: [
    ['src/server/server.ts', "console.log('ready');", true],
    ['src/main.ts', "console.log('ready');", false],
    ['scripts/a.ts', "console.log('ready');", false],
  ],
  noDefaultExport: [
    ['src/server/server.ts', 'export default 1;', true],
    ['a.config.ts', 'export default 1;', false],
  ],
  noImportCycles: [
    ['src/there.ts', "export { back } from './back.ts';", true],
    ['src/back.ts', "export { there as back } from './there.ts';", true],
    ['src/aside.ts', "export { back } from './back.ts';", false],
  ],
};

const root = mkdtempSync(join(tmpdir(), 'import-rules-'));
let refused: readonly string[] = [];

/** Each case is a line of its file, in a tree that has nothing of the repository but its rules; one run lints them all. */
function lint(): readonly string[] {
  const lines = Map.groupBy(Object.values(CASES).flat(), ([file]) => file);
  for (const [file, cases] of lines) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), cases.map(([, text]) => `${text}\n`).join(''));
  }
  copyFileSync('biome.json', join(root, 'biome.json'));
  const flags = ['lint', '--reporter=json', '--vcs-enabled=false', '--max-diagnostics=none', '.'];
  const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), flags, { cwd: root, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
  return diagnostics.map(({ category, location: { path, start } }) => {
    const text = lines.get(path)?.[start.line - 1]?.[1];
    return `${category.split('/').at(-1)}: ${path}: ${text}`;
  });
}

type Diagnostic = { readonly category: string; readonly location: { path: string; start: { line: number } } };

beforeAll(() => {
  refused = lint();
});

afterAll(() => rmSync(root, { recursive: true }));

describe.each(Object.entries(CASES))('%s', (rule, cases) => {
  it.each(cases.filter(([, , bad]) => bad))('refuses in %s: %s', (file, text) => {
    expect(refused).toContain(`${rule}: ${file}: ${text}`);
  });

  it.each(cases.filter(([, , bad]) => !bad))('lets pass in %s: %s', (file, text) => {
    expect(refused).not.toContain(`${rule}: ${file}: ${text}`);
  });
});
