import { withScopes } from './authorization.ts';
import { builder } from './builder.ts';
import './account.ts';
import './gateway-error-code.ts';
import './proactive-alert.ts';

builder.queryType({ description: 'Reads LivePerson’s outbound messaging.' });
builder.mutationType({ description: 'Sends outbound messages through LivePerson.' });
builder.subscriptionType({
  description:
    'Shows what changes, as GraphQL over server-sent events (distinct connections mode): needs `Accept: text/event-stream`.',
});

/** The whole schema, as printed in `schema.graphql`. */
export const schema = withScopes(builder.toSchema());
