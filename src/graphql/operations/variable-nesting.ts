/**
 * The levels of lists and objects in the deepest variable of an operation; 0 if there are only scalars. It does not
 * recurse, because a body can have more levels than the stack.
 */
export function variableNesting(variables: Readonly<Record<string, unknown>>): number {
  let levels = -1;
  for (let level: readonly object[] = [variables]; level.length > 0; levels += 1) {
    const next: object[] = [];
    for (const container of level) {
      for (const value of Object.values(container)) if (typeof value === 'object' && value !== null) next.push(value);
    }
    level = next;
  }
  return levels;
}
