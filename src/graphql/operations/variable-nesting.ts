/**
 * The levels of lists and objects in the deepest variable of an operation; 0 if there are only scalars. It does not
 * recurse, because a body can have more levels than the stack.
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
