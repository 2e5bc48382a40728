import type { InterfaceRef, ObjectRef } from '@pothos/core';
import type { Connection, Edge, PageInfo } from '../resolvers/connection.ts';
import { builder } from './builder.ts';
import { PAGE_ITEMS } from './complexity.ts';
import { FETCHED_AT } from './fetched-at.ts';

/** The promise of hasNextPage and hasPreviousPage in the direction of paging. */
const EXACT =
  'it is exact, and may cost upstream calls; but it is true without looking if the page has used up its upstream pages (`limits.pagesPerConnection`).';

const PageInfoType = builder.objectRef<PageInfo>('PageInfo').implement({
  description: 'The position of a page in its list (Relay Cursor Connections).',
  fields: (t) => ({
    hasNextPage: t.boolean({
      description: `Whether more items follow. With last it only says whether before was given. Otherwise ${EXACT}`,
      resolve: (page) => page.hasNextPage(),
    }),
    hasPreviousPage: t.boolean({
      description: `Whether other items come before. Without last it only says whether after was given. Otherwise ${EXACT}`,
      resolve: (page) => page.hasPreviousPage(),
    }),
    startCursor: t.string({
      nullable: true,
      description:
        'The cursor to pass as before. An empty page has one if a backward search can continue from there; otherwise it is null.',
      resolve: (page) => page.startCursor(),
    }),
    endCursor: t.string({
      nullable: true,
      description:
        'The cursor to pass as after. An empty page has one if a forward search can continue from there; otherwise it is null.',
      resolve: (page) => page.endCursor(),
    }),
  }),
});

/** The arguments of every connection. */
export const pageArguments = builder.args((t) => ({
  first: t.int({
    description:
      'The number of items from the start, or after `after`: 1 to 1000, by default 50. Do not combine it with last.',
  }),
  after: t.string({ description: 'A cursor of the same query. The page follows it.' }),
  last: t.int({
    description: 'The number of items from the end, or before `before`: 1 to 1000. Do not combine it with first.',
  }),
  before: t.string({ description: 'A cursor of the same query. The page precedes it.' }),
}));

/** The type of a connection's nodes: an object type or an interface. */
type NodeRef<T> = ObjectRef<typeof builder.$inferSchemaTypes, T> | InterfaceRef<typeof builder.$inferSchemaTypes, T>;

/** A connection type over `node`, and its edge type. `Shape` and `EdgeShape` may have further fields. */
export function connectionTypes<
  T,
  EdgeShape extends Edge<T> = Edge<T>,
  Shape extends Connection<T, EdgeShape> = Connection<T, EdgeShape>,
>(noun: string, node: NodeRef<T>, things: string) {
  const edge = builder.objectRef<EdgeShape>(`${noun}Edge`).implement({
    description: `An item of a ${noun}Connection, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description:
          'The position of the item in the list. Opaque, and valid for this query only. A cursor of transactions is a position in time and never expires.',
        resolve: (its) => its.cursor(),
      }),
      node: t.field({ type: node, description: 'The item.', resolve: (its) => its.node as never }),
    }),
  });
  const connection = builder.objectRef<Shape>(`${noun}Connection`).implement({
    description: `A page of ${things}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items of the page, with cursors.',
        complexity: PAGE_ITEMS,
        resolve: (its) => its.edges(),
      }),
      nodes: t.field({
        type: [node],
        description: 'The items of the page, without cursors.',
        complexity: PAGE_ITEMS,
        resolve: (its) => its.nodes as never,
      }),
      pageInfo: t.field({
        type: PageInfoType,
        description: 'The position of the page in its list.',
        resolve: (its) => its.pageInfo,
      }),
      fetchedAt: t.field({
        type: 'DateTime',
        description: FETCHED_AT,
        resolve: (its) => its.fetchedAt,
      }),
    }),
  });
  return { edge, connection };
}
