/** An instant in ISO 8601, UTC, with milliseconds: `2021-02-17T22:57:13.214Z`. Such strings sort by time. */
export type Instant = string;

/** Epoch milliseconds; the start is inclusive, the end exclusive. */
export type TimeRange = { readonly startMs: number; readonly endMs: number };

/** Text; a number becomes its digits, and null, `""` or anything else becomes null. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' ? String(value) : null;
}

/** A number, or text that holds one, without its fraction; null for anything else. */
export function integer(value: unknown): number | null {
  const number = decimal(value);
  return number === null ? null : Math.trunc(number);
}

/** A finite number, or text that holds one; null for anything else, including `""`. */
export function decimal(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** A boolean, or `true` or `false` as text in any case; null for anything else. */
export function boolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : null;
}

/**
 * An instant from ISO 8601 text or epoch milliseconds (a number, or text of ten or more digits); null for anything
 * else.
 */
export function instant(value: unknown): Instant | null {
  // Fast path for the form that reporting sends: a page of 9,999 rows holds 130,000 instants.
  if (typeof value === 'string' && value.length === 24 && ISO_UTC.test(value)) return value;
  const epochMs = typeof value === 'string' && !/^\d{10,}$/.test(value) ? isoEpochMs(value) : decimal(value);
  return epochMs === null ? null : instantOf(epochMs);
}

const ISO_UTC = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

const ISO = /^([+-]\d{6}-\d\d-\d\d|\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Takes a time without a zone as UTC, as LivePerson does. `Date.parse` alone would use the local zone, and would accept
 * "sms 5".
 */
function isoEpochMs(value: string): number | null {
  const [, day, time = '00:00', zone = 'Z'] = value.match(ISO) ?? [];
  return day === undefined ? null : Date.parse(`${day}T${time}${zone}`);
}

/** The instant of an epoch millisecond; null if it is outside the range of `Date`. */
export function instantOf(epochMs: number): Instant | null {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A JSON object; null for anything else. */
export function object(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** A list of texts; a single text becomes a list of one, anything else an empty list. */
export function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.map(text).filter((item) => item !== null);
}

/** Levels of lists and objects in third-party JSON. JSON.stringify recurses for each level, and fails at the end of the stack. */
const MAX_LEVELS = 100;

/**
 * Parses JSON inside a string, `"{\"a\":1}"`. Any other string stays as it is, and so does JSON of more than 100 levels.
 * `""` becomes null.
 */
export function embeddedJson(value: unknown): unknown {
  if (typeof value !== 'string') return boundedJson(value ?? null);
  const json = parsedJson(value);
  return json === undefined || isDeeper(json, MAX_LEVELS) ? text(value) : json;
}

/** The value of a JSON text; undefined if the text is not JSON. */
export function parsedJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** JSON with at most 100 levels: a deeper value becomes its JSON text, or `…` if it is too deep even for that. */
export function boundedJson<T>(value: T): T {
  return isDeeper(value, MAX_LEVELS) ? (cut(value, MAX_LEVELS) as T) : value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return written(value);
  if (Array.isArray(value)) return value.map((member) => cut(member, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, cut(member, levels - 1)]));
}

function written(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '…';
  }
}
