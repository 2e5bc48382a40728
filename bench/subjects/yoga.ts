import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';

/** Plain GraphQL Yoga with a schema of one field. Argument: the port. */
const [port] = process.argv.slice(2);
const schema = createSchema({ typeDefs: 'type Query { hello: String }' });
createServer(createYoga({ schema, logging: false })).listen(Number(port), '127.0.0.1');
