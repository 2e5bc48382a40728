/** The most bytes of one character of a string, and of a number, boolean or null. */
const BYTES_PER_CHARACTER = 6;
const BYTES_PER_VALUE = 25;

/**
 * Whether a value takes more than `maximum` bytes as JSON in UTF-8. It does not serialize the value, because repeated
 * strings share memory only until then. Most values are far below the limit, so a rough count comes first and an exact
 * count only if that is not enough.
 */
export function isLargerThan(value: unknown, maximum: number): boolean {
  return remainingAtLeast(value, maximum) < 0 && remaining(value, maximum) < 0;
}

/** What remains of `room` bytes in the worst case. Stops below 0. Must be fast: every response passes it. */
function remainingAtLeast(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length * BYTES_PER_CHARACTER - 2;
  if (typeof value !== 'object' || value === null) return room - BYTES_PER_VALUE;
  let rest = room - 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index += 1) rest = remainingAtLeast(value[index], rest - 1);
    return rest;
  }
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    rest -= key.length * BYTES_PER_CHARACTER + 4;
    if (typeof member === 'string') rest -= member.length * BYTES_PER_CHARACTER + 2;
    else rest = remainingAtLeast(member, rest);
    if (rest < 0) return rest;
  }
  return rest;
}

/** What remains of `room` bytes. Stops below 0. */
function remaining(value: unknown, room: number): number {
  if (typeof value === 'string' && value.length > room) return -1;
  if (typeof value !== 'object' || value === null) return room - Buffer.byteLength(JSON.stringify(value));
  let rest = room - 2;
  let comma = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index += 1) {
      rest = remaining(value[index] ?? null, rest - comma);
      comma = 1;
    }
    return rest;
  }
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    rest = remaining(member, remaining(key, rest - comma - 1));
    comma = 1;
    if (rest < 0) return rest;
  }
  return rest;
}
