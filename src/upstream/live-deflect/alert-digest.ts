import type { Sealing } from '../auth/sealing.ts';
import type { ProactiveAlert } from './types.ts';

/** A keyed hash of an alert: the same for equal alerts, whatever the order of their fields. It reveals nothing else. */
export function alertDigest(sealing: Pick<Sealing, 'nameOf'>, alert: ProactiveAlert): string {
  return sealing.nameOf('alert', canonicalJson(alert));
}

/** JSON with the keys of all objects sorted. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
