import { type ASTNode, type ExecutionResult, type GraphQLError, Kind } from 'graphql';
import { maskDigits } from '../log/masked.ts';
import { ScalarError } from '../schema/scalar-error.ts';
import { isLimitError } from './operations/limit-error.ts';
import { placedError } from './placed-error.ts';

/** Literals that may contain personal data. Others are words of GraphQL or of the schema. */
const LITERALS: readonly string[] = [Kind.INT, Kind.FLOAT, Kind.STRING, Kind.LIST, Kind.OBJECT];

/** The type at the start of GraphQL's or a scalar's message about a literal. */
const TYPE = /^(?:Expected value of type "([^"]{1,100})"|(\w{1,100}) cannot represent)/;

/**
 * A copy of one of GraphQL's own errors without the values that it quotes: clients and proxies log errors, and these must
 * not contain phone numbers. The kind of error decides what is removed, not the look of a value.
 */
export function quietError(error: GraphQLError): GraphQLError {
  // A limit error quotes no input: its long numbers are counts.
  if (isLimitError(error)) return error;
  // Yoga puts the error of JSON.parse there, which quotes the body.
  const { originalError: _, ...extensions } = error.extensions;
  return placedError(error, maskDigits(quietMessage(error)), { extensions });
}

function quietMessage(error: GraphQLError): string {
  const { message, nodes } = error;
  if (error instanceof ScalarError) return message;
  if (message.startsWith('Syntax Error: ')) return cut(message, ' "', '.');
  if (message.startsWith('Variable "$')) return cut(message, ' got invalid value ', ' got an invalid value.');
  if (!isLiteral(nodes?.[0])) return message;
  const [, expected, scalar = expected] = TYPE.exec(message) ?? [];
  return scalar === undefined ? 'A literal is not a value of its type.' : `Expected a value of type "${scalar}".`;
}

function isLiteral(node: ASTNode | undefined): boolean {
  return node !== undefined && LITERALS.includes(node.kind);
}

/** The message up to `quote`, followed by `end`. */
function cut(message: string, quote: string, end: string): string {
  const index = message.indexOf(quote);
  return index < 0 ? message : message.slice(0, index) + end;
}

/** Applies `quietError` to errors of parsing and validation; those of execution go through `maskError`. */
export function withQuietErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors?.some(isOfInput)) return result;
  return { ...result, errors: result.errors.map((error) => (isOfInput(error) ? quietError(error) : error)) };
}

function isOfInput({ extensions }: GraphQLError): boolean {
  return /^GRAPHQL_|^BAD_REQUEST$/.test(String(extensions?.code));
}
