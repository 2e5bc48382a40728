import Fastify from 'fastify';
import mercurius from 'mercurius';
import { createContext, createUpstream, schema } from '../graph.ts';

/** Mercurius with JIT over the hand-written graph. Arguments: the port and the upstream's URL. */
const [port, upstreamUrl = ''] = process.argv.slice(2);
const upstream = createUpstream(upstreamUrl);
const app = Fastify();
await app.register(mercurius, { schema, jit: 1, context: () => createContext(upstream) });
await app.listen({ port: Number(port), host: '127.0.0.1' });
