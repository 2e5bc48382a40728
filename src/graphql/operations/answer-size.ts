/** Bytes that one character of a text, and a value that is no text, take at most. */
const BYTES_PER_CHARACTER = 6;
const BYTES_PER_VALUE = 25;

/** Bytes that a value other than a list or an object takes as JSON. */
type BytesOf = (value: unknown) => number;

/**
 * Whether a value takes more than `maximum` bytes as JSON in UTF-8. The JSON is not made for it: aliases of one text, and
 * names repeated in each row, share their memory until then. Almost all answers are far smaller than the limit, and are
 * only counted roughly; others are counted exactly.
 */
export function isLargerThan(value: unknown, maximum: number): boolean {
  return left(value, maximum, atMost) < 0 && left(value, maximum, exactly) < 0;
}

const atMost: BytesOf = (value) =>
  typeof value === 'string' ? value.length * BYTES_PER_CHARACTER + 2 : BYTES_PER_VALUE;

const exactly: BytesOf = (value) => Buffer.byteLength(JSON.stringify(value));

/** What is left of `room` bytes; counting stops where it is less than 0. */
function left(value: unknown, room: number, bytesOf: BytesOf): number {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' && value.length > room ? -1 : room - bytesOf(value);
  }
  let rest = room - 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && rest >= 0; index += 1) {
      rest = left(value[index] ?? null, index === 0 ? rest : rest - 1, bytesOf);
    }
    return rest;
  }
  let isFirst = true;
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    rest = left(member, left(key, isFirst ? rest - 1 : rest - 2, bytesOf), bytesOf);
    if (rest < 0) return rest;
    isFirst = false;
  }
  return rest;
}
