import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LockedPackages, withPlatformPackages } from '../../scripts/platform-packages.ts';

const packagesOf = (lock: string): LockedPackages => JSON.parse(readFileSync(lock, 'utf8')).packages;

const PACKAGES = packagesOf('package-lock.json');

/** Without one of them. */
const without = (folder: string) => Object.fromEntries(Object.entries(PACKAGES).filter(([each]) => each !== folder));

/** What `npm ci` would do for a platform with a lock file, without the network: its exit code and all that it prints. */
function dryRun(packages: LockedPackages, os: string, cpu: string) {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of ['package.json', '.npmrc']) copyFileSync(file, join(folder, file));
  const lock = { ...JSON.parse(readFileSync('package-lock.json', 'utf8')), packages };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const words = ['ci', '--dry-run', '--offline', '--ignore-scripts', `--os=${os}`, `--cpu=${cpu}`];
  const { status, stdout, stderr } = spawnSync('npm', words, { cwd: folder, encoding: 'utf8' });
  return { status, printed: stdout + stderr };
}

describe.each([
  ['package-lock.json', PACKAGES],
  ['examples/package-lock.json', packagesOf('examples/package-lock.json')],
])('%s', (_, packages) => {
  it('has the packages of all platforms; npm run complete:lock adds what npm install left out', () => {
    expect(Object.keys(packages)).toEqual(Object.keys(withPlatformPackages(packages)));
    expect(packages).toEqual(withPlatformPackages(packages));
  });

  it('says nothing of the registry that it was made from', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});

describe('package-lock.json', () => {
  it.each([
    ['linux', 'x64', 'linux-x64'],
    ['linux', 'arm64', 'linux-arm64'],
    ['darwin', 'arm64', 'darwin-arm64'],
    ['win32', 'x64', 'win32-x64'],
  ])('is taken by npm ci on %s %s', (os, cpu, name) => {
    const { status, printed } = dryRun(PACKAGES, os, cpu);
    expect(printed).toMatch(new RegExp(`^add @biomejs/cli-${name} `, 'm'));
    expect(status).toBe(0);
  });

  it('is refused by npm ci when it lacks a package of another platform', () => {
    const { status, printed } = dryRun(without('node_modules/@biomejs/cli-win32-x64'), 'linux', 'x64');
    expect(printed).toContain('Missing: @biomejs/cli-win32-x64');
    expect(status).not.toBe(0);
  });
});

describe('withPlatformPackages', () => {
  const platforms = Object.entries(PACKAGES).filter(([, { os, cpu }]) => os !== undefined && cpu !== undefined);

  it('puts back any package of one platform, of which it knows what the registry says', () => {
    expect(platforms.length).toBeGreaterThan(50);
    for (const [folder, { version, os, cpu, libc, dev, peer }] of platforms) {
      const added = withPlatformPackages(without(folder))[folder];
      expect(added, folder).toEqual(JSON.parse(JSON.stringify({ version, cpu, dev, libc, optional: true, os, peer })));
    }
  });

  it('renews what it added when the parent names another version', () => {
    const folder = 'node_modules/@biomejs/biome';
    const optionalDependencies = { '@biomejs/cli-win32-x64': '9.9.9' };
    const updated = withPlatformPackages({ ...PACKAGES, [folder]: { ...PACKAGES[folder], optionalDependencies } });
    expect(updated['node_modules/@biomejs/cli-win32-x64']?.version).toBe('9.9.9');
    expect(updated).not.toHaveProperty(['node_modules/@biomejs/cli-darwin-x64']);
  });

  it.each([
    ['a range', { 'a-linux-x64': '^1.0.0' }, 'names no single version of a-linux-x64: ^1.0.0'],
    ['a name without a platform', { fsevents: '2.3.3' }, 'fsevents does not say its platform'],
  ])('refuses %s', (_, optionalDependencies, sentence) => {
    expect(() => withPlatformPackages({ 'node_modules/a': { optionalDependencies } })).toThrow(sentence);
  });

  it('looks for a package where Node.js does', () => {
    const packages = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/a/node_modules/b': { optionalDependencies: { 'c-linux-x64': '1.0.0' } },
      'node_modules/a/node_modules/c-linux-x64': { version: '1.0.0', integrity: 'sha512-' },
    };
    expect(withPlatformPackages(packages)).toEqual(packages);
  });
});
