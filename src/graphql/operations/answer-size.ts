/** Bytes that one character of a text, and a value that is neither text nor list nor object, take at most. */
const BYTES_PER_CHARACTER = 6;
const BYTES_PER_VALUE = 25;

/**
 * Whether a value takes more than `maximum` bytes as JSON in UTF-8. The JSON is not made for it: aliases of one text, and
 * names repeated in each row, share their memory until then. Almost all answers are far smaller than the limit, and are
 * only counted roughly; others are counted exactly.
 */
export function isLargerThan(value: unknown, maximum: number): boolean {
  return leftAtLeast(value, maximum) < 0 && left(value, maximum) < 0;
}

/** What is left of `room` bytes if all is as long as it can be. Counting stops below 0. Every page goes through here. */
function leftAtLeast(value: unknown, room: number): number {
  if (typeof value === 'string') return room - value.length * BYTES_PER_CHARACTER - 2;
  if (typeof value !== 'object' || value === null) return room - BYTES_PER_VALUE;
  let rest = room - 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index += 1) rest = leftAtLeast(value[index], rest - 1);
    return rest;
  }
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    rest -= key.length * BYTES_PER_CHARACTER + 4;
    if (typeof member === 'string') rest -= member.length * BYTES_PER_CHARACTER + 2;
    else rest = leftAtLeast(member, rest);
    if (rest < 0) return rest;
  }
  return rest;
}

/** What is left of `room` bytes. Counting stops below 0. */
function left(value: unknown, room: number): number {
  if (typeof value === 'string' && value.length > room) return -1;
  if (typeof value !== 'object' || value === null) return room - Buffer.byteLength(JSON.stringify(value));
  let rest = room - 2;
  let comma = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index += 1) {
      rest = left(value[index] ?? null, rest - comma);
      comma = 1;
    }
    return rest;
  }
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    rest = left(member, left(key, rest - comma - 1));
    comma = 1;
    if (rest < 0) return rest;
  }
  return rest;
}
