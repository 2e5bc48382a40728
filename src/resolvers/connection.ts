/** One item of a connection; the cursor is made when it is asked for. */
export type Edge<T> = { readonly node: T; cursor(): string };

/** Where a page stands in its list. What costs an upstream call is found out when it is asked for. */
export type PageInfo = {
  hasNextPage(): boolean | Promise<boolean>;
  hasPreviousPage(): boolean | Promise<boolean>;
  startCursor(): string | null;
  endCursor(): string | null;
};

/** A page of a list. */
export type Connection<T, E extends Edge<T> = Edge<T>> = {
  readonly edges: readonly E[];
  readonly pageInfo: PageInfo;
  /** When the gateway read this from the upstream. */
  readonly fetchedAt: string;
};
