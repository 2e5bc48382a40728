import { Lexer, type parse, Source, type Token, TokenKind } from 'graphql';
import { limitError, type OperationLimits } from './limit-error.ts';

const OPENING: readonly string[] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const CLOSING: readonly string[] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** Parsing that refuses a document with too many tokens or levels before it begins. */
export function boundedParse(parseDocument: typeof parse, limits: OperationLimits): typeof parse {
  return (source, options) => {
    checkDocumentText(typeof source === 'string' ? source : source.body, limits);
    return parseDocument(source, options);
  };
}

/**
 * Throws the refusal of a document with too many tokens, or nested too deeply: looked at before it is parsed, because the
 * parser goes down a level with each bracket, until its stack is used up. What is no token at all is left to the parser.
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

/** The tokens after `last` up to `token`: it, and the comments before it. */
function countAfter(last: Token, token: Token): number {
  let count = 0;
  for (let its: Token | null = token; its !== null && its !== last; its = its.prev) count += 1;
  return count;
}

/** Goes on to the next token; false when there is none, or none that can be read. */
function advance(lexer: Lexer): boolean {
  try {
    return lexer.advance().kind !== TokenKind.EOF;
  } catch {
    return false;
  }
}
