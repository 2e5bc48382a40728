import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { type Context, createContext, createUpstream, schema } from '../graph.ts';

/** Apollo Server over the hand-written graph. Arguments: the port and the upstream's URL. */
const [port, upstreamUrl = ''] = process.argv.slice(2);
const upstream = createUpstream(upstreamUrl);
await startStandaloneServer(new ApolloServer<Context>({ schema }), {
  listen: { port: Number(port), host: '127.0.0.1' },
  context: async () => createContext(upstream),
});
