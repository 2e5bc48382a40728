import { withScopes } from './authorization.ts';
import { builder } from './builder.ts';
import './account.ts';
import './gateway-error-code.ts';
import './proactive-alert.ts';

builder.queryType({ description: 'LivePerson’s outbound messaging, read.' });
builder.mutationType({ description: 'LivePerson’s outbound messaging, changed.' });

/** The whole schema, as printed in `schema.graphql`. */
export const schema = withScopes(builder.toSchema());
