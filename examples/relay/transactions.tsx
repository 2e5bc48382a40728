import { type ReactElement, Suspense } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment, useRefetchableFragment } from 'react-relay';
import type { transactions_list$key } from './generated/transactions_list.graphql.ts';
import type { transactions_row$key } from './generated/transactions_row.graphql.ts';
import type { transactionsPageQuery } from './generated/transactionsPageQuery.graphql.ts';
import type { TimeRangeInput, transactionsQuery } from './generated/transactionsQuery.graphql.ts';
import type { transactionsRowQuery } from './generated/transactionsRowQuery.graphql.ts';

/** The messages of a range, with a button for the next hundred, and one per message that reads it again. */
export function Transactions(variables: { accountId: string; attempted: TimeRangeInput }): ReactElement {
  return (
    <Suspense fallback={<p role="status">Loading</p>}>
      <Account {...variables} />
    </Suspense>
  );
}

function Account(variables: transactionsQuery['variables']): ReactElement {
  const { account } = useLazyLoadQuery<transactionsQuery>(
    graphql`
      query transactionsQuery($accountId: String!, $attempted: TimeRangeInput!) {
        account(accountId: $accountId) { ...transactions_list @arguments(attempted: $attempted) }
      }
    `,
    variables,
  );
  return account === null || account === undefined ? (
    <p role="alert">There is no such account.</p>
  ) : (
    <List account={account} />
  );
}

function List({ account }: { account: transactions_list$key }): ReactElement {
  const { data, hasNext, loadNext, isLoadingNext } = usePaginationFragment<
    transactionsPageQuery,
    transactions_list$key
  >(
    graphql`
      fragment transactions_list on Account
      @argumentDefinitions(
        attempted: { type: "TimeRangeInput!" }
        count: { type: "Int", defaultValue: 100 }
        cursor: { type: "String" }
      )
      @refetchable(queryName: "transactionsPageQuery") {
        transactions(attempted: $attempted, first: $count, after: $cursor) @connection(key: "transactions_list_transactions") {
          edges { node { id ...transactions_row } }
        }
      }
    `,
    account,
  );
  return (
    <main>
      <ol>
        {data.transactions?.edges.map(({ node }) => (
          <Transaction key={node.id} row={node} />
        ))}
      </ol>
      {hasNext && (
        <button type="button" disabled={isLoadingNext} onClick={() => loadNext(100)}>
          More
        </button>
      )}
    </main>
  );
}

function Transaction({ row }: { row: transactions_row$key }): ReactElement {
  const [{ transactionId, channel, status, handoff }, refetch] = useRefetchableFragment<
    transactionsRowQuery,
    transactions_row$key
  >(
    graphql`
      fragment transactions_row on Transaction @refetchable(queryName: "transactionsRowQuery") {
        transactionId
        channel
        status
        handoff @catch(to: RESULT) { name }
      }
    `,
    row,
  );
  return (
    <li>
      {channel} {status} {handoff.ok ? handoff.value?.name : <span role="alert">The handoff could not be read.</span>}
      <button
        type="button"
        aria-label={`Read ${transactionId} again`}
        onClick={() => refetch({}, { fetchPolicy: 'network-only' })}
      >
        ↻
      </button>
    </li>
  );
}
