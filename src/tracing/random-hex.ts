import { randomFillSync } from 'node:crypto';

/** Random bytes for many ids, because a call for each takes several times as long. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** Hexadecimal digits of so many random bytes; at most 4096. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
