import {
  BREAK,
  type DocumentNode,
  GraphQLFloat,
  GraphQLInt,
  type GraphQLSchema,
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * Whether a valid document selects numbers: an upstream can send one that GraphQL has no room for, so they are checked as
 * they are answered. The adapters make every other built-in value and each enum's, so those need no check, which costs a
 * fifth of a page of 1,000 transactions.
 */
export function selectsNumbers(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  const Field = () => {
    const type = getNamedType(types.getType());
    found = type === GraphQLInt || type === GraphQLFloat;
    return found ? BREAK : undefined;
  };
  visit(document, visitWithTypeInfo(types, { Field }));
  return found;
}
