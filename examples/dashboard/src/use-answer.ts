import { type AnyVariables, type CombinedError, type RequestPolicy, type TypedDocumentNode, useQuery } from 'urql';
import { byId } from './by-id.ts';

/** What the gateway answered so far. */
export type Answer<Data> = {
  /** Undefined before the first answer, and if the whole request failed. */
  readonly data: Data | undefined;
  /** Beside data, the errors of fields that are null. */
  readonly error: CombinedError | undefined;
  readonly isLoading: boolean;
  /** Asks again, whatever the client has kept. */
  ask(): void;
};

/** Asks a trusted document. */
export function useAnswer<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { pause = false, policy }: { readonly pause?: boolean; readonly policy?: RequestPolicy } = {},
): Answer<Data> {
  const [{ data, error, fetching, stale }, execute] = useQuery({
    query: byId(document),
    variables,
    pause,
    ...(policy && { requestPolicy: policy }),
  } as Parameters<typeof useQuery<Data, Variables>>[0]);
  return { data, error, isLoading: fetching || stale, ask: () => execute({ requestPolicy: 'network-only' }) };
}
