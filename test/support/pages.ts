import { ACCOUNT_ID, type GraphQLAnswer, type TestGateway } from './gateway.ts';

/** The arguments of a page; what is left out is not given. */
export type PageOf = {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
};

/** A page as a client sees it: the names of its nodes with their cursors, and its pageInfo. */
export type ReadPage = {
  readonly names: readonly string[];
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
};

/** A connection that is read page by page. */
export type PagedField = {
  readonly field: string;
  /** Its own arguments, as GraphQL text. */
  readonly args?: string;
  /** The field of the node that names it. */
  readonly name: string;
  /** A field of the account that the connection is a field of. */
  readonly within?: string;
  readonly accountId?: string;
};

/** Asks for one page; the answer as it comes. */
export function askPage(gateway: TestGateway, paged: PagedField, page: PageOf): Promise<GraphQLAnswer> {
  const { field, args = '', name, within, accountId = ACCOUNT_ID } = paged;
  const connection = `connection: ${field}(${args} first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { name: ${name} } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }`;
  const fields = within === undefined ? connection : `${within} { ${connection} }`;
  const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
    account(accountId: "${accountId}") { ${fields} }
  }`;
  return gateway.query(query, page);
}

/** Reads one page. Throws with the answer's errors when it has any. */
export async function readPage(gateway: TestGateway, paged: PagedField, page: PageOf): Promise<ReadPage> {
  const { data, errors } = await askPage(gateway, paged, page);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const { edges, pageInfo } = (paged.within === undefined ? data.account : Object.values(data.account)[0]).connection;
  const names = edges.map((edge: { node: { name: string } }) => edge.node.name);
  return { names, cursors: edges.map(({ cursor }: { cursor: string }) => cursor), ...pageInfo };
}

/** Reads all pages of a list by first and after, or by last and before; in the order in which they were read. */
export async function readPages(
  gateway: TestGateway,
  paged: PagedField,
  direction: 'forward' | 'backward',
  sizeOf: (index: number) => number,
): Promise<readonly ReadPage[]> {
  const pages: ReadPage[] = [];
  for (let cursor: string | null = null; ; ) {
    const size = sizeOf(pages.length);
    const of: PageOf = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const page = await readPage(gateway, paged, of);
    pages.push(page);
    if (!(direction === 'forward' ? page.hasNextPage : page.hasPreviousPage)) return pages;
    cursor = direction === 'forward' ? page.endCursor : page.startCursor;
    if (cursor === null) throw new Error('a page that is not the last has no cursor to go on from');
    if (pages.length > 500) throw new Error('the walk does not end');
  }
}

/** The list that pages make together. */
export function assembled(pages: readonly ReadPage[], direction: 'forward' | 'backward'): readonly string[] {
  return (direction === 'forward' ? pages : pages.toReversed()).flatMap(({ names }) => names);
}
