import { ifPersonalDataAllowed } from '../resolvers/personal-data.ts';

/**
 * The options of a field that may tell who a person is, or how to reach one: null without `pii:read`. Every such field
 * is made by this, and marked by its coordinate in `extensions.personal`.
 */
export function personal<Parent, Value>(
  coordinate: string,
  description: string,
  read: (parent: Parent) => Value | null,
) {
  return {
    nullable: true,
    description: `${description} Personal data: null, and noted in extensions.redacted, without the scope pii:read.`,
    extensions: { personal: coordinate },
    resolve: ifPersonalDataAllowed(coordinate, read),
  } as const;
}
