/** An entry of a lock file, as far as it matters here. */
export type LockedPackage = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

/** The `packages` of a lock file, by folder. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>;

/**
 * The packages of a lock file with those of every platform: an optional package that its parent names and the registry
 * did not serve gets an entry, of the version that the parent names, without integrity. Entries of an earlier run that
 * no parent names any more are left out. Throws where the version is a range, or the name says no platform.
 */
export function withPlatformPackages(packages: LockedPackages): LockedPackages {
  const served = Object.entries(packages).filter(
    ([, entry]) => entry.optional !== true || entry.integrity !== undefined,
  );
  const completed = Object.fromEntries(served);
  for (const [folder, parent] of served) {
    const named = parent.optionalDependencies ?? {};
    for (const [name, version] of Object.entries(named)) {
      if (isInstalled(name, folder, completed)) continue;
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${folder} names no single version of ${name}: ${version}`);
      completed[`node_modules/${name}`] = entryOf(name, version, parent, `${name}-musl` in named);
    }
  }
  return Object.fromEntries(Object.entries(completed).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
}

/** What a name such as `@rolldown/binding-linux-x64-gnu` says of its platform; `hasMuslTwin` where `<name>-musl` exists, too. */
function platformOf(name: string, hasMuslTwin: boolean) {
  const [, os, cpu, suffix] = PLATFORM.exec(name) ?? [];
  if (os === undefined || cpu === undefined) throw new Error(`${name} does not say its platform`);
  const libc = LIBC[hasMuslTwin ? 'gnu' : (suffix ?? '')];
  return { os: [os], cpu: [cpu], libc: libc && [libc] };
}

const PLATFORM = /-([a-z]+(?:32)?)-(arm64|arm|x64|ia32|loong64|mips64el|ppc64|riscv64|s390x)(?:-([a-z]+))?$/;

/** The C libraries that npm tells apart, by the last word of a name. */
const LIBC: Readonly<Record<string, string>> = { gnu: 'glibc', musl: 'musl' };

/** In the order of keys that npm writes. */
function entryOf(name: string, version: string, { dev, peer }: LockedPackage, hasMuslTwin: boolean): LockedPackage {
  const { os, cpu, libc } = platformOf(name, hasMuslTwin);
  return {
    version,
    cpu,
    ...(dev && { dev }),
    ...(libc && { libc }),
    optional: true,
    os,
    ...(peer && { peer }),
  };
}

/** Whether Node.js finds a package from a folder: in its own `node_modules`, or in one above. */
function isInstalled(name: string, folder: string, packages: LockedPackages): boolean {
  if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true;
  return (
    folder !== '' && isInstalled(name, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))), packages)
  );
}
