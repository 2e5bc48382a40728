import { readFileSync } from 'node:fs';

/** The packages that bring Node.js itself: in an image, where their install script does not run, some kilobytes. */
const RUNTIME = /^node_modules\/node(-bin-setup)?(\/|$)/;

/** A package as the lock file lists it; `os`, `cpu` and `libc` only where it is for one platform. */
type Locked = {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: unknown;
  readonly cpu?: unknown;
  readonly libc?: unknown;
};

/** What the Dockerfile installs: every folder under `node_modules` that production needs, by the lock file, with what it says. */
export function imagePackages(): readonly (readonly [folder: string, Locked])[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
  return Object.entries(packages).filter(
    ([folder, locked]) => folder !== '' && locked.dev !== true && !RUNTIME.test(folder),
  );
}
