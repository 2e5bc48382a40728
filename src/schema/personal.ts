import { ifPersonalDataAllowed } from '../resolvers/personal-data.ts';

/**
 * The options of a field that may say who a person is, or how to reach one: null without `pii:read`. Makes every such
 * field, and marks it with its coordinate in `extensions.personal`. With `isPersonal` only some of its values are
 * personal; the description must say which.
 */
export function personal<Parent, Value>(
  coordinate: string,
  description: string,
  read: (parent: Parent) => Value | null,
  isPersonal?: (parent: Parent) => boolean,
) {
  const rule = isPersonal === undefined ? 'Personal data: null' : 'These are null';
  return {
    nullable: true,
    description: `${description} ${rule} without the scope \`pii:read\`, and listed in \`extensions.redacted\`.`,
    extensions: { personal: coordinate },
    resolve: ifPersonalDataAllowed(coordinate, read, isPersonal),
  } as const;
}
