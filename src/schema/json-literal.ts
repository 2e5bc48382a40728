import { type GraphQLScalarLiteralParser, Kind, type ValueNode, visit } from 'graphql';
import { isExactNumber } from '../resolvers/exact-number.ts';

/** A reader of JSON literals that gives `Infinity` for a number that JavaScript cannot hold exactly, as `parseExactJson` does. */
export function exactLiteral<T>(parse: GraphQLScalarLiteralParser<T>): GraphQLScalarLiteralParser<T> {
  return (node, variables) => parse(visit(node, { IntValue: exactNode, FloatValue: exactNode }), variables);
}

function exactNode(node: ValueNode & { readonly value: string }): ValueNode | undefined {
  return isExactNumber(node.value) ? undefined : { kind: Kind.FLOAT, value: '1e999' };
}
