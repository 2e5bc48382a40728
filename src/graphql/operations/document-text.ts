import { Lexer, type parse, Source, type Token, TokenKind } from 'graphql';
import { limitError, type OperationLimits } from './limit-error.ts';

const OPENING: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** Wraps a parser so that it first refuses documents with too many tokens or levels. */
export function boundedParse(parseDocument: typeof parse, limits: OperationLimits): typeof parse {
  return (source, options) => {
    checkDocumentText(typeof source === 'string' ? source : source.body, limits);
    return parseDocument(source, options);
  };
}

/**
 * Throws a limit error if a document has too many tokens or is nested too deeply. It works before parsing, because the
 * parser recurses at each bracket and could exhaust the stack. The parser reports invalid tokens.
 */
export function checkDocumentText(
  text: string,
  { tokens, nesting }: Pick<OperationLimits, 'tokens' | 'nesting'>,
): void {
  const lexer = new Lexer(new Source(text));
  let open = 0;
  let deepest = 0;
  let count = 0;
  for (let last = lexer.token; advance(lexer); last = lexer.token) {
    count += countAfter(last, lexer.token);
    if (count > tokens) throw limitError('tokens', tokens, null);
    if (OPENING.includes(lexer.token.kind)) open += 1;
    if (CLOSING.includes(lexer.token.kind)) open -= 1;
    deepest = Math.max(deepest, open);
  }
  if (deepest > nesting) throw limitError('nesting', nesting, deepest);
}

/** The number of tokens after `last` up to `token`, including comments between them. */
function countAfter(last: Token, token: Token): number {
  let count = 0;
  for (let its: Token | null = token; its !== null && its !== last; its = its.prev) count += 1;
  return count;
}

/** Moves to the next token; false at the end, or at an invalid token. */
function advance(lexer: Lexer): boolean {
  try {
    return lexer.advance().kind !== TokenKind.EOF;
  } catch {
    return false;
  }
}
