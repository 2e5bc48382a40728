import { setFlagsFromString } from 'node:v8';

/** By how many percent the heap may grow until its garbage is collected, while it is lean. 0 lets V8 choose: up to 300. */
const LEAN_PERCENT = 15;

/**
 * Keeps the heap lean, or no longer. An export makes garbage all the time, so V8 would let the heap grow to several times
 * what is in use. Collecting it more often takes some processor time from everything else.
 */
export function setLeanHeap(isLean: boolean): void {
  setFlagsFromString(`--heap-growing-percent=${isLean ? LEAN_PERCENT : 0}`);
}
