import { CombinedGraphQLErrors } from '@apollo/client';
import { useLazyQuery, useQuery } from '@apollo/client/react';
import type { ReactElement } from 'react';
import type { TimeRangeInput } from '../generated/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../generated/index.ts';

const Row = graphql(`
  fragment Row on Transaction {
    id
    transactionId
    channel
    status
    handoff { id name }
  }
`);

const Page = graphql(`
  query Page($accountId: String!, $attempted: TimeRangeInput!, $after: String) {
    account(accountId: $accountId) {
      id
      transactions(attempted: $attempted, first: 100, after: $after) {
        edges { cursor node { ...Row } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const Again = graphql(`
  query Again($id: ID!) {
    node(id: $id) { id ...Row }
  }
`);

/** The messages of a range, with a button for the next hundred, and one per message that reads it again. */
export function Transactions(variables: { accountId: string; attempted: TimeRangeInput }): ReactElement {
  const { data, error, loading, fetchMore } = useQuery(Page, { variables, errorPolicy: 'all' });
  const list = data?.account?.transactions;
  const after = list?.pageInfo.endCursor;
  return (
    <main>
      <Problems error={error} />
      <ol>
        {list?.edges.map(({ cursor, node }) => (
          <Transaction key={cursor} row={node} />
        ))}
      </ol>
      {loading && <p role="status">Loading</p>}
      {list?.pageInfo.hasNextPage && (
        <button type="button" onClick={() => fetchMore({ variables: { after }, errorPolicy: 'all' })}>
          More
        </button>
      )}
    </main>
  );
}

/** What could not be read, beside what could. */
function Problems({ error }: { error: unknown }): ReactElement | null {
  if (error === undefined) return null;
  if (!CombinedGraphQLErrors.is(error)) return <p role="alert">The gateway cannot be reached.</p>;
  const codes = new Set(error.errors.map(({ extensions }) => String(extensions?.code)));
  return <p role="alert">Some of this could not be read: {[...codes].join(', ')}</p>;
}

function Transaction({ row }: { row: FragmentType<typeof Row> }): ReactElement {
  const { id, transactionId, channel, status, handoff } = readFragment(Row, row);
  const [readAgain] = useLazyQuery(Again, { fetchPolicy: 'network-only' });
  return (
    <li>
      {channel} {status} {handoff?.name}
      <button type="button" aria-label={`Read ${transactionId} again`} onClick={() => readAgain({ variables: { id } })}>
        ↻
      </button>
    </li>
  );
}
