const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;
const MARK = '@';

/**
 * The names of the object at `path` of a JSON text, in the order in which they are written. `JSON.parse` alone puts
 * those that look like numbers first. `text` must be JSON that has an object there. Time: as long as parsing it takes.
 */
export function namesAsWritten(text: string, path: readonly string[]): readonly string[] {
  // A string before a colon is a name, and with a mark in front no name looks like a number.
  const marked = text.replace(STRING, (string: string, colon?: string) =>
    colon === undefined ? string : `"${MARK}${string.slice(1)}`,
  );
  const found = path.reduce((value, name) => value[MARK + name], JSON.parse(marked));
  return Object.keys(found).map((name) => name.slice(MARK.length));
}
