import { useEffect, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useClient } from 'urql';
import { byId } from './by-id.ts';

/** A page of a connection. */
type Page<Node> = {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** The pages of a list that were read so far, as one list. */
export type Pages<Node> = {
  /** Undefined before the first page. While other variables are read, the list of the ones before. */
  readonly nodes: readonly Node[] | undefined;
  readonly error: CombinedError | undefined;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  /** Reads the next page, or the one that failed. */
  more(): void;
};

type State<Node> = Pick<Pages<Node>, 'nodes' | 'error' | 'isLoading'> & { readonly next: string | null };

/** Reads a connection page by page, from its start whenever the variables change. */
export function usePages<Data, Variables extends AnyVariables, Node>(
  document: TypedDocumentNode<Data, Variables & { after?: string | null | undefined }>,
  variables: Variables,
  pageOf: (data: Data) => Page<Node> | null | undefined,
): Pages<Node> {
  const client = useClient();
  const [state, setState] = useState<State<Node>>({ nodes: undefined, error: undefined, isLoading: true, next: null });
  const question = JSON.stringify(variables);
  // What arrives for an earlier question is dropped.
  const asked = useRef(question);
  const read = async (after: string | null, before: readonly Node[]) => {
    asked.current = question;
    setState((state) => ({ ...state, error: undefined, isLoading: true }));
    const { data, error } = await client.query(byId(document), { ...variables, after }).toPromise();
    if (asked.current !== question) return;
    const page = data && pageOf(data);
    setState((state) => ({
      error,
      isLoading: false,
      nodes: page ? [...before, ...page.nodes] : state.nodes,
      next: page ? (page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null) : after,
    }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question stands for the variables, and nothing else is read anew
  useEffect(() => void read(null, []), [question]);
  const { nodes, error, isLoading, next } = state;
  return { nodes, error, isLoading, hasMore: next !== null, more: () => void read(next, nodes ?? []) };
}
