/**
 * The levels of lists and objects in the deepest of an operation's variables; 0 for a scalar, or none. Counted level by
 * level and not by recursion: a body has room for more levels than the stack.
 */
export function variableNesting(variables: Readonly<Record<string, unknown>>): number {
  let levels = -1;
  for (let level: readonly object[] = [variables]; level.length > 0; levels += 1) {
    level = level.flatMap((container) => Object.values(container).filter(isContainer));
  }
  return levels;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
