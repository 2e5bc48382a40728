import { createHash } from 'node:crypto';
import { badUserInput, type ClientError } from './client-error.ts';

/** The parts of a cursor after its query: text, numbers, or null. */
type CursorParts = readonly (string | number | null)[];

/** Makes and reads the cursors of one query. Other queries refuse them. */
export type CursorCodec = {
  encode(parts: CursorParts): string;
  /** Throws if `cursor` is not a cursor, or of another query. The message names `argument`. */
  decode(argument: 'after' | 'before', cursor: string): CursorParts;
};

/** The cursors of the query that `identity` describes: its connection, account, range, filter and order. */
export function cursorCodec(identity: unknown): CursorCodec {
  const query = createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 10);
  return {
    encode: (parts) => Buffer.from(JSON.stringify([query, ...parts])).toString('base64url'),
    decode(argument, cursor) {
      const [madeFor, ...parts] = parseCursor(argument, cursor);
      if (madeFor !== query) {
        throw badUserInput(
          `${argument} is a cursor of another query. Account, range, filter and order must stay the same.`,
        );
      }
      return parts;
    },
  };
}

/** The error for a cursor of this query whose parts are not understood. */
export function notACursorOf(argument: 'after' | 'before'): ClientError {
  return badUserInput(`${argument} is not a cursor of this query. Take one from its edges or pageInfo.`);
}

function parseCursor(argument: string, cursor: string): CursorParts {
  const parts = partsOf(cursor);
  if (parts !== null) return parts;
  throw badUserInput(`${argument} is not a cursor. Take one from the edges or pageInfo of the same query.`);
}

/** The parts of a cursor of any query, which is the first of them; null if it is not a cursor. */
export function partsOf(cursor: string): CursorParts | null {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
  return Array.isArray(json) && json.length > 1 && json.every(isPart) ? json : null;
}

function isPart(part: unknown): part is string | number | null {
  return part === null || typeof part === 'string' || (typeof part === 'number' && Number.isSafeInteger(part));
}
