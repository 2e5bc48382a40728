import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** A file, what it says or imports, and whether that is refused. */
type Case = readonly [file: string, text: string, refused: boolean];

/** Imports, each of which `noRestrictedImports` refuses or lets pass. */
const IMPORTS: readonly Case[] = [
  ['src/upstream/a.ts', 'graphql', true],
  ['src/upstream/a.ts', 'graphql-yoga', true],
  ['src/upstream/a.ts', '../schema/schema.ts', true],
  ['src/upstream/a.ts', '../resolvers/campaign.ts', true],
  ['src/upstream/a.ts', '../sandbox/sandbox.ts', true],
  ['src/upstream/live-deflect/a.ts', '../../context.ts', true],
  ['src/upstream/live-deflect/a.ts', '../../server.ts', true],
  ['src/upstream/live-deflect/a.ts', '../../gateway.ts', true],
  ['src/upstream/live-deflect/a.ts', '../../config.ts', true],
  ['src/upstream/live-deflect/a.ts', '../../config/file.ts', true],
  ['src/upstream/live-deflect/a.ts', '../../errors.ts', true],
  ['src/upstream/live-deflect/a.ts', '../http/send-json.ts', false],
  ['src/upstream/live-deflect/a.ts', 'zod', false],
  ['src/upstream/http/a.ts', 'graphql', true],
  ['src/upstream/http/a.ts', '../auth/secret.ts', true],
  ['src/upstream/http/a.ts', '../../errors.ts', true],
  ['src/upstream/http/a.ts', './decode.ts', false],
  ['src/upstream/http/a.ts', '../family.ts', false],
  ['src/upstream/http/a.ts', 'undici', false],
  ['src/resolvers/a.ts', 'graphql', true],
  ['src/resolvers/a.ts', 'graphql-yoga', true],
  ['src/resolvers/a.ts', '@pothos/core', true],
  ['src/resolvers/a.ts', 'undici', true],
  ['src/resolvers/a.ts', '../schema/builder.ts', true],
  ['src/resolvers/a.ts', '../sandbox/sandbox.ts', true],
  ['src/resolvers/a.ts', '../upstream/live-deflect/adapter.ts', true],
  ['src/resolvers/a.ts', '../upstream/http/transport.ts', true],
  ['src/resolvers/a.ts', '../upstream/upstreams.ts', true],
  ['src/resolvers/a.ts', '../upstream/caller-upstreams.ts', true],
  ['src/resolvers/a.ts', '../server.ts', true],
  ['src/resolvers/a.ts', '../errors.ts', true],
  ['src/resolvers/a.ts', '../context.ts', false],
  ['src/resolvers/a.ts', '../upstream/live-deflect/types.ts', false],
  ['src/schema/a.ts', '../sandbox/sandbox.ts', true],
  ['src/schema/a.ts', '../upstream/live-deflect/adapter.ts', true],
  ['src/schema/a.ts', '../upstream/loaders.ts', true],
  ['src/schema/a.ts', '../upstream/http/request.ts', true],
  ['src/schema/a.ts', '../upstream/auth/secret.ts', true],
  ['src/schema/a.ts', '../server.ts', true],
  ['src/schema/a.ts', '../errors.ts', true],
  ['src/schema/a.ts', '../resolvers/campaign.ts', false],
  ['src/schema/a.ts', '../upstream/live-deflect/types.ts', false],
  ['src/schema/a.ts', '@pothos/core', false],
  ['src/sandbox/a.ts', '../config.ts', true],
  ['src/sandbox/a.ts', '../upstream/wire-values.ts', true],
  ['src/sandbox/a.ts', './random.ts', false],
  ['src/server.ts', './sandbox/sandbox.ts', true],
  ['src/gateway.ts', './sandbox/sandbox.ts', true],
  ['src/main.ts', './sandbox/sandbox.ts', false],
  ['src/server.ts', './schema/schema.ts', false],
];

/** Statements, each of which the rule of its group refuses or lets pass. */
const STATEMENTS: Readonly<Record<string, readonly Case[]>> = {
  noProcessEnv: [
    ['src/server.ts', 'export const port = process.env.PORT;', true],
    ['src/main.ts', 'export const port = process.env.PORT;', false],
    ['src/sandbox/main.ts', 'export const port = process.env.PORT;', false],
    ['scripts/a.ts', 'export const port = process.env.PORT;', false],
  ],
  noConsole: [
    ['src/server.ts', "console.log('ready');", true],
    ['src/main.ts', "console.log('ready');", false],
    ['scripts/a.ts', "console.log('ready');", false],
  ],
  noDefaultExport: [
    ['src/server.ts', 'export default 1;', true],
    ['a.config.ts', 'export default 1;', false],
  ],
  noImportCycles: [
    ['src/there.ts', "export { back } from './back.ts';", true],
    ['src/back.ts', "export { there as back } from './there.ts';", true],
    ['src/aside.ts', "export { back } from './back.ts';", false],
  ],
};

const CASES: Readonly<Record<string, readonly Case[]>> = {
  noRestrictedImports: IMPORTS.map(([file, name, refused]) => [file, `export { a } from '${name}';`, refused]),
  ...STATEMENTS,
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
