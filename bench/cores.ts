import { readFileSync } from 'node:fs';

/** The kernel's clock ticks per second. */
export const TICKS = 100;

/** The core of each part. The client shares the upstream's where there are two, and everything shares where there is one. */
export type Cores = { readonly server: number; readonly upstream: number; readonly client: number };

/** The cores that this process may use, given out. */
export function giveCores(): Cores {
  const allowed = /Cpus_allowed_list:\s+(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const [server = 0, upstream = server, client = upstream] = allowed.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return { server, upstream, client };
}

/** Seconds for which a core was busy since the machine started, for whomever. */
export function busySeconds(core: number): number {
  const line = readFileSync('/proc/stat', 'utf8').match(new RegExp(`^cpu${core} (.*)$`, 'm'))?.[1] ?? '';
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(' ').map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS;
}
