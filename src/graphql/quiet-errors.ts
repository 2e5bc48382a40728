import { type ASTNode, type GraphQLError, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { maskDigits } from '../log/masked.ts';
import { isLimitError } from './operations/limit-error.ts';
import { placedError } from './placed-error.ts';

/** Literals that may hold what a person is called, or reached by. The others are words of GraphQL or of the schema. */
const LITERALS: readonly string[] = [Kind.INT, Kind.FLOAT, Kind.STRING, Kind.LIST, Kind.OBJECT];

/** The type that GraphQL, or a scalar, begins its sentence about a literal with. */
const TYPE = /^(?:Expected value of type "([^"]{1,100})"|(\w{1,100}) cannot represent)/;

/**
 * One of GraphQL's own errors without the values that it quotes: errors end up in the logs of clients and of what stands
 * between, and phone numbers must not. What it quotes is known by the kind of error, whatever the value looks like.
 */
export function quietError(error: GraphQLError): GraphQLError {
  // A limit quotes no one: its long numbers are figures.
  if (isLimitError(error)) return error;
  // yoga puts the error of JSON.parse there, and that one quotes the body.
  const { originalError: _, ...extensions } = error.extensions;
  return placedError(error, maskDigits(quietMessage(error)), { extensions });
}

function quietMessage({ message, nodes }: GraphQLError): string {
  if (message.startsWith('Syntax Error: ')) return cut(message, ' "', '.');
  if (message.startsWith('Variable "$')) return cut(message, ' got invalid value ', ' got an invalid value.');
  if (!isLiteral(nodes?.[0])) return message;
  const [, expected, scalar = expected] = TYPE.exec(message) ?? [];
  return scalar === undefined ? 'A literal is not a value of its type.' : `Expected a value of type "${scalar}".`;
}

function isLiteral(node: ASTNode | undefined): boolean {
  return node !== undefined && LITERALS.includes(node.kind);
}

/** The message up to `quote`, and `end` in place of that and of all that follows. */
function cut(message: string, quote: string, end: string): string {
  const index = message.indexOf(quote);
  return index < 0 ? message : message.slice(0, index) + end;
}

/** Quiets the errors of bodies and documents that do not parse or fit the schema; those of execution go through `maskError`. */
export function useQuietErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (!('errors' in result) || result.errors === undefined || !result.errors.some(isOfInput)) return;
      setResult({ ...result, errors: result.errors.map((error) => (isOfInput(error) ? quietError(error) : error)) });
    },
  };
}

function isOfInput({ extensions }: GraphQLError): boolean {
  return /^GRAPHQL_|^BAD_REQUEST$/.test(String(extensions?.code));
}
