import { isObjectType } from 'graphql';

/** A plugin of graphql-codegen that prints the names of the object types that have no `id`, as the array `typesWithoutId`. */
export function plugin(schema) {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const names = types.filter((type) => !roots.includes(type) && !('id' in type.getFields())).map(({ name }) => name);
  return `export const typesWithoutId = ${JSON.stringify(names, null, 2)} as const;\n`;
}
