import { readFileSync } from 'node:fs';

/** The packages that contain Node.js. In an image their install script does not run, so they take some kilobytes. */
const RUNTIME = /^node_modules\/node(-bin-setup)?(\/|$)/;

/** A package in the lock file; `os`, `cpu` and `libc` are set only for a platform-specific package. */
type Locked = {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: unknown;
  readonly cpu?: unknown;
  readonly libc?: unknown;
};

/** What the Dockerfile installs: every production folder under `node_modules` and its entry in the lock file. */
export function imagePackages(): readonly (readonly [folder: string, Locked])[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  return Object.entries(packages).filter(
    ([folder, locked]) => folder !== '' && locked.dev !== true && !RUNTIME.test(folder),
  );
}
