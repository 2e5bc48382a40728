import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { imagePackages } from '../../scripts/image-packages.ts';
import { finalStage } from '../support/dockerfile.ts';
import { queryAt } from '../support/keyed-alert.ts';
import { addressOf, endOf } from '../support/main-process.ts';

const STAGE = finalStage();
const PACKAGES = imagePackages().map(([folder]) => folder);

/** A folder with what the final stage copies and nothing else; a package is a link to where it is installed here. */
function imageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const { from, sources, to } of STAGE.copies) {
    if (from === null)
      for (const source of sources) cpSync(source, join(folder, to, to === './' ? source : ''), { recursive: true });
  }
  for (const path of PACKAGES.filter((each) => each.lastIndexOf('node_modules') === 0)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(resolve(path), join(folder, path));
  }
  return folder;
}

/** Runs a command of the Dockerfile there, with its environment. */
function run(cwd: string, [program, ...words]: readonly string[], port: string) {
  expect(program).toBe('node');
  const child = spawn(process.execPath, words, {
    cwd,
    // Where packages find each other: in the folder, not where the links lead.
    env: { ...STAGE.environment, PORT: port, NODE_PRESERVE_SYMLINKS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const filesOf = (folder: string) => readdirSync(folder, { recursive: true }).toSorted();

describe('the image', () => {
  it('answers queries, GraphiQL and its health check out of what it copies alone, writes nothing, and ends on its signal', async () => {
    const folder = imageFolder();
    const before = filesOf(folder);
    const gateway = run(folder, STAGE.command, '0');
    const url = (await addressOf(gateway)).replace('0.0.0.0', '127.0.0.1');
    const { data } = await queryAt(url).query('{ accounts { accountId } }');
    expect(data.accounts).toHaveLength(2);
    const page = await fetch(url, { headers: { accept: 'text/html' } }).then((response) => response.text());
    const assets = page.match(/(?<=")graphql\/[^"]+/g) ?? [];
    expect(assets.length).toBeGreaterThan(5);
    for (const asset of assets) expect((await fetch(new URL(asset, url))).status).toBe(200);
    const { port } = new URL(url);
    expect((await endOf(run(folder, STAGE.healthCheck, port))).code).toBe(0);
    gateway.kill(STAGE.word('STOPSIGNAL') as NodeJS.Signals);
    expect((await endOf(gateway)).code).toBe(0);
    expect((await endOf(run(folder, STAGE.healthCheck, port))).code).toBe(1);
    expect(filesOf(folder)).toEqual(before);
  });

  it('answers queries without GraphiQL where its package is missing, and says so', async () => {
    const folder = imageFolder();
    rmSync(join(folder, 'node_modules/@graphql-yoga/render-graphiql'));
    const gateway = run(folder, STAGE.command, '0');
    const url = (await addressOf(gateway)).replace('0.0.0.0', '127.0.0.1');
    let log = '';
    gateway.stdout.on('data', (chunk) => {
      log += chunk;
    });
    for (const _ of [1, 2]) expect((await fetch(url, { headers: { accept: 'text/html' } })).status).toBe(500);
    expect(log).toMatch(/Cannot find package '@graphql-yoga\/render-graphiql'/);
    expect((await queryAt(url).query('{ accounts { accountId } }')).data.accounts).toHaveLength(2);
  });

  it('runs as somebody who is not root, known by a number', () => {
    expect(STAGE.word('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('starts as npm start does, but writes no compiled code', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const { NODE_ENV, MALLOC_ARENA_MAX } = STAGE.environment;
    expect(`NODE_ENV=${NODE_ENV} MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX} ${STAGE.command.join(' ')}`).toBe(
      scripts.start.replace(/NODE_COMPILE_CACHE=\S+ /, ''),
    );
    expect(STAGE.word('ENTRYPOINT')).toBe('[]');
  });

  it('listens where others reach it, on the port that it names', () => {
    expect(STAGE.environment).toMatchObject({ HOST: '0.0.0.0', PORT: STAGE.word('EXPOSE') });
  });

  it('has the packages of the lock file that production needs, and runs no install script', () => {
    expect(readFileSync('Dockerfile', 'utf8')).toContain('\nRUN npm ci --omit=dev --ignore-scripts\n');
    expect(PACKAGES).toContain('node_modules/graphql');
    expect(PACKAGES).not.toContain('node_modules/vitest');
    expect(imagePackages().filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it('has packages that run on every platform, and not that of Node.js', () => {
    expect(PACKAGES).not.toContain('node_modules/node');
    expect(imagePackages().filter(([, { os, cpu, libc }]) => os ?? cpu ?? libc)).toEqual([]);
  });

  it('is sent what it copies and no more', () => {
    const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+/gm);
    const copied = readFileSync('Dockerfile', 'utf8').matchAll(/^COPY (?!--from)(.+) \S+$/gm);
    expect(new Set(allowed)).toEqual(new Set([...copied].flatMap(([, sources = '']) => sources.split(' '))));
  });
});
