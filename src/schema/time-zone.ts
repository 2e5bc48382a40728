import { GraphQLScalarType, Kind } from 'graphql';
import { timeZoneName } from '../resolvers/local-time.ts';
import { ScalarError } from './scalar-error.ts';

const NO_ZONE = 'No IANA time zone has this name. Write a name like Europe/Berlin, America/New_York or UTC.';

/** A time zone, by the name that the database gives it: one zone has one spelling. */
export const TimeZone = new GraphQLScalarType<string, string>({
  name: 'TimeZone',
  description: 'The name of a time zone of the IANA database: Europe/Berlin, America/New_York or UTC. Not an offset.',
  specifiedByURL: 'https://www.iana.org/time-zones',
  parseValue: (value) => zoneOf(value),
  parseLiteral: (node) => zoneOf(node.kind === Kind.STRING ? node.value : null, node),
});

function zoneOf(value: unknown, node?: ConstructorParameters<typeof ScalarError>[1]): string {
  const zone = typeof value === 'string' ? timeZoneName(value) : null;
  if (zone === null) throw new ScalarError(NO_ZONE, node);
  return zone;
}
