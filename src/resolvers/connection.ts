/** One item of a connection. Its cursor is made on demand. */
export type Edge<T> = { readonly node: T; cursor(): string };

/** The position of a page in its list. What costs an upstream call is looked up on demand. */
export type PageInfo = {
  hasNextPage(): boolean | Promise<boolean>;
  hasPreviousPage(): boolean | Promise<boolean>;
  startCursor(): string | null;
  endCursor(): string | null;
};

/** A page of a list. */
export type Connection<T, E extends Edge<T> = Edge<T>> = {
  readonly nodes: readonly T[];
  /** The nodes with their cursors, made at each call: an export selects the nodes alone. */
  edges(): readonly E[];
  readonly pageInfo: PageInfo;
  /** When the gateway read the oldest part of the page from the upstream. */
  readonly fetchedAt: string;
};
