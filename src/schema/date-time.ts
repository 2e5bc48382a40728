import { GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { ScalarError } from './scalar-error.ts';

/** A day, or a time, of no zone. */
const NO_OFFSET = /^\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/;

/** An instant. Input is a `Date`; it needs an offset, because nobody knows the zone of a client. */
export const DateTime = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTime.toConfig(),
  description:
    'An instant in UTC, in ISO 8601 with milliseconds: 2026-03-01T09:30:00.000Z. Input may have another offset than Z, but must have one.',
  // The adapters make valid instants. Checking a page's 13,000 again would cost more than the rest of the response.
  serialize: (instant) => instant as string,
  parseValue(value) {
    if (typeof value === 'string' && NO_OFFSET.test(value)) throw new ScalarError(OFFSET_NEEDED);
    return GraphQLDateTime.parseValue(value);
  },
  parseLiteral(node, variables) {
    if (node.kind === Kind.STRING && NO_OFFSET.test(node.value)) throw new ScalarError(OFFSET_NEEDED, node);
    return GraphQLDateTime.parseLiteral(node, variables);
  },
});

const OFFSET_NEEDED =
  'A DateTime needs an offset. Write 2026-11-16T00:00:00Z for UTC, 2026-11-16T00:00:00+01:00 for an hour ahead of it.';
