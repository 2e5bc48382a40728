/**
 * The paths of all keys in block YAML whose lists are written in brackets, such as `image.tag`; values that are whole
 * numbers stand beside theirs.
 */
export function yamlKeys(text: string): Map<string, number | null> {
  const keys = new Map<string, number | null>();
  const parents: string[] = [];
  for (const [, indent = '', key = '', value = ''] of text.matchAll(/^( *)([\w.-]+):(.*)$/gm)) {
    parents.splice(indent.length / 2, parents.length, key);
    keys.set(parents.join('.'), /^ \d+$/.test(value) ? Number(value) : null);
  }
  return keys;
}
