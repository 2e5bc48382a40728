import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options?: {
  readonly type: 'major';
  readonly execution: 'sync';
  readonly flavor: 'last-resort';
}) => void;

/** Collects all garbage, which stops the process for as long as that takes. */
export function collectGarbage(): void {
  exposed()();
}

/** Collects all garbage, and returns its memory to the system. */
export function returnMemory(): void {
  exposed()({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
