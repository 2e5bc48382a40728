import { useEffect } from 'react';
import { readFragment } from '../../generated/fragment-masking.ts';
import {
  type ErrorFilter,
  type FailedMessageFragment,
  FailedMessageFragmentDoc,
  FailedMessagesDocument,
  type TimeRangeInput,
} from '../../generated/graphql.ts';
import { count, instant, words } from '../format.ts';
import { journeyOf } from '../journey/journey-question.ts';
import { Link } from '../parts/link.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Table } from '../parts/table.tsx';
import { usePages } from '../use-pages.ts';

/** Shown at once before somebody asks for more. */
const WANTED = 8;

/**
 * The messages of a range that failed with an error; null for those that failed without one. The gateway reads the pages that
 * it counted the failures from, and the page picks those that are wanted: a filter by skill or channel would make LivePerson’s
 * answers others, and cost calls.
 */
export function FailedMessages({
  accountId,
  attempted,
  error: reason,
  isWanted,
  title,
}: {
  readonly accountId: string;
  readonly attempted: TimeRangeInput;
  readonly error: ErrorFilter | null;
  readonly isWanted: (message: FailedMessageFragment) => boolean;
  readonly title: string;
}) {
  const filter = { statuses: ['FAILED' as const], error: reason };
  const variables = { accountId, attempted, filter };
  const { nodes, error, isLoading, hasMore, more } = usePages(
    FailedMessagesDocument,
    variables,
    (data) => data.account?.transactions,
  );
  const read = readFragment(FailedMessageFragmentDoc, nodes ?? []);
  const messages = read.filter(isWanted);
  const isShort = messages.length < WANTED && hasMore && !isLoading && error === undefined;
  useEffect(() => {
    if (isShort) more();
  });
  return (
    <Panel
      title={title}
      note={nodes && `${count(messages.length)} found${hasMore ? ' so far' : ''}`}
      isBusy={isLoading}
    >
      <Problem error={error} retry={more} />
      {messages.length === 0 && isLoading && <Skeleton lines={5} label="Reading the messages" />}
      {messages.length > 0 && (
        <Table label="Failed messages" columns={['Attempted', 'Channel', 'Skill', 'Campaign', 'Journey']}>
          {messages.map(({ transactionId, attemptedTime, channel, skill, campaignId, consumerId }) => (
            <tr key={transactionId}>
              <th scope="row">{instant(attemptedTime)}</th>
              <td>{words(channel)}</td>
              <td>{skill}</td>
              <td className="code">{campaignId}</td>
              <td>
                <Link to="/journey" parameters={journeyOf(consumerId, transactionId, attemptedTime)}>
                  Open<span className="hidden"> the journey of {transactionId}</span>
                </Link>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {hasMore && (
        <button type="button" disabled={isLoading} onClick={more}>
          Read more
        </button>
      )}
    </Panel>
  );
}
