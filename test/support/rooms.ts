import { dirname, join } from 'node:path';

/** The rooms of `src`, from the top down: each may import what stands below it, and nothing beside or above it. */
const ROOMS: readonly (readonly string[])[] = [
  ['src/server'],
  ['src/live'],
  ['src/answers', 'src/exports'],
  ['src/graphql'],
  ['src/schema'],
  ['src/resolvers'],
  ['src/tracing'],
  ['src/request'],
  ['src/config'],
  ['src/callers'],
  ['src/upstream/accounts'],
  ['src/upstream/live-deflect', 'src/upstream/outbound-configuration', 'src/upstream/outbound-reporting'],
  ['src/upstream/traffic'],
  ['src/upstream/auth', 'src/upstream/domain'],
  ['src/upstream/http'],
  ['src/upstream'],
  ['src/log'],
];

/** The only rooms that know a library. */
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  graphql: ['src/server', 'src/exports', 'src/graphql', 'src/schema'],
  'graphql-yoga': ['src/server', 'src/graphql'],
  '@pothos/core': ['src/schema'],
  '@pothos/plugin-scope-auth': ['src/schema'],
  undici: ['src/upstream/http'],
};

/** What schema and resolvers take of LivePerson: its words, and the loaders that a context gives them. */
const OUT_OF_SIGHT = ['accounts', 'auth', 'domain', 'http', 'traffic'].map((room) => `src/upstream/${room}`);

/** The imports of a file's text that its room may not make, each with the reason. */
export function wrongImports(file: string, text: string): readonly string[] {
  return [...text.matchAll(/(?:from |import\(|import )'([^']+)'/g)]
    .map(([, name = '']) => [name, faultOf(file, name)] as const)
    .filter(([, fault]) => fault !== null)
    .map(([name, fault]) => `${file} imports ${name}: ${fault}`);
}

function faultOf(file: string, name: string): string | null {
  // The process wires everything together.
  if (file === 'src/main.ts') return null;
  const room = roomOf(file);
  if (!name.startsWith('.')) {
    return (LIBRARIES[name]?.includes(room) ?? true) ? null : `only ${LIBRARIES[name]?.join(', ')} may`;
  }
  const target = roomOf(join(dirname(file), name));
  if (target === room) return null;
  if (room === 'src/sandbox' || target === 'src/sandbox') return 'gateway and sandbox know nothing of each other';
  if (['src/schema', 'src/resolvers'].includes(room) && OUT_OF_SIGHT.includes(target)) return 'the context has loaders';
  return 0 <= floorOf(room) && floorOf(room) < floorOf(target) ? null : 'imports point down';
}

/** The longest room that a file stands in. */
function roomOf(file: string): string {
  const rooms = ['src/sandbox', ...ROOMS.flat()].filter((room) => file.startsWith(`${room}/`));
  return rooms.toSorted((a, b) => b.length - a.length)[0] ?? dirname(file);
}

/** How far down a room is; -1 when it is none. */
function floorOf(room: string): number {
  return ROOMS.findIndex((floor) => floor.includes(room));
}
