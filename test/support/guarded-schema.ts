import { isIntrospectionType, isObjectType } from 'graphql';
import { schema } from '../../src/schema/schema.ts';

/** A field that is null, or masked, without `pii:read`. */
export type PersonalField = {
  readonly coordinate: string;
  /** The coordinate that it notes. */
  readonly marked: unknown;
  readonly nullable: boolean;
  readonly description: string;
};

const FIELDS = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !isIntrospectionType(type))
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, field })),
  );

/** The scope that each field takes, by its coordinate; what takes none is left out. */
export const SCOPED_FIELDS: ReadonlyMap<string, string> = new Map(
  FIELDS.flatMap(({ coordinate, field }) => {
    const options = field.extensions.pothosOptions as { readonly authScopes?: Record<string, boolean> };
    return Object.keys(options.authScopes ?? {}).map((scope): [string, string] => [coordinate, scope]);
  }),
);

/** Every personal field of the schema, sorted. */
export const PERSONAL_FIELDS: readonly PersonalField[] = FIELDS.map(({ coordinate, field }) => ({
  coordinate,
  marked: field.extensions.personal ?? field.extensions.masked,
  nullable: !String(field.type).endsWith('!'),
  description: field.description ?? '',
}))
  .filter(({ marked }) => marked !== undefined)
  .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1));
