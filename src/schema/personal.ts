import { ifPersonalDataAllowed } from '../resolvers/personal-data.ts';

/**
 * The options of a field that may tell who a person is, or how to reach one: null without `pii:read`. Every such field
 * is made by this, and marked by its coordinate in `extensions.personal`. With `isPersonal` only some of its values are,
 * and the description must say which.
 */
export function personal<Parent, Value>(
  coordinate: string,
  description: string,
  read: (parent: Parent) => Value | null,
  isPersonal?: (parent: Parent) => boolean,
) {
  const what = isPersonal === undefined ? 'Personal data: null' : 'Where it is personal data: null';
  return {
    nullable: true,
    description: `${description} ${what}, and noted in extensions.redacted, without the scope pii:read.`,
    extensions: { personal: coordinate },
    resolve: ifPersonalDataAllowed(coordinate, read, isPersonal),
  } as const;
}
