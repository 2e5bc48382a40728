const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;
const MARK = '@';

/**
 * The member names of the object at `path` in a JSON text, in written order. `JSON.parse` alone puts names that look
 * like numbers first. `text` must be JSON with an object at `path`. Takes about as long as parsing.
 */
export function namesAsWritten(text: string, path: readonly string[]): readonly string[] {
  // A string before a colon is a name. With a mark in front, no name looks like a number.
  const marked = text.replace(STRING, (string: string, colon?: string) =>
    colon === undefined ? string : `"${MARK}${string.slice(1)}`,
  );
  const found = path.reduce((value, name) => value[MARK + name], JSON.parse(marked));
  return Object.keys(found).map((name) => name.slice(MARK.length));
}
