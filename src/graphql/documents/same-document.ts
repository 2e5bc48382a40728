import { Kind, parse } from 'graphql';
import { object } from '../../upstream/wire-values.ts';

/**
 * Whether a text means the same as a valid document: clients print a document themselves, and graphql-codegen also sorts
 * what has no order. A `__typename` counts, because the caches of clients rely on it. The work is bounded by the
 * document, however long the text is.
 */
export function isSameDocument(text: unknown, document: string): boolean {
  if (text === document) return true;
  if (typeof text !== 'string') return false;
  // A document has no more tokens than characters.
  const options = { noLocation: true, maxTokens: document.length };
  try {
    return canonical(parse(text, options)) === canonical(parse(document, options));
  } catch {
    return false;
  }
}

/** The fields of a mutation run in their order, and lists of values have one. */
function canonical(node: unknown, isOrdered = false): string {
  if (Array.isArray(node)) {
    const items = node.map((item) => canonical(item));
    return `[${isOrdered ? items : items.sort()}]`;
  }
  const members = object(node);
  if (members === null) return JSON.stringify(node) ?? '';
  const { kind, operation, block: _, ...rest } = members;
  const parts = Object.entries(rest).map(([name, value]) => {
    const keepsOrder = Array.isArray(value)
      ? isOrdered || kind === Kind.LIST
      : operation === 'mutation' && name === 'selectionSet';
    return `${name}:${canonical(value, keepsOrder)}`;
  });
  return `{${[kind, operation, ...parts]}}`;
}
