import { readFragment } from '../../generated/fragment-masking.ts';
import { RecentAnswerFragmentDoc, RecentAnswersDocument } from '../../generated/graphql.ts';
import { instant, words } from '../format.ts';
import { Link } from '../parts/link.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Table } from '../parts/table.tsx';
import { rangeOf } from '../ranges.ts';
import { useAnswer } from '../use-answer.ts';
import { journeyOf } from './journey-question.ts';

/** The consumers who answered last, for a visitor who has no id at hand. */
export function RecentAnswers({ accountId }: { readonly accountId: string }) {
  const { data, error, isLoading, ask } = useAnswer(RecentAnswersDocument, { accountId, attempted: rangeOf('24h') });
  const answers = readFragment(RecentAnswerFragmentDoc, data?.account?.transactions?.nodes ?? []);
  return (
    <Panel title="Recent answers" note="Messages of the last 24 hours that a consumer answered" isBusy={isLoading}>
      <Problem error={error} retry={ask} />
      {data === undefined && isLoading && <Skeleton lines={6} label="Reading the messages" />}
      {data && answers.length === 0 && <p className="empty">Nobody answered in the last 24 hours.</p>}
      {answers.length > 0 && (
        <Table label="Messages and consumers" columns={['Attempted', 'Consumer', 'Channel', 'Skill']}>
          {answers.map(({ transactionId, attemptedTime, consumerId, channel, skill }) => (
            <tr key={transactionId}>
              <th scope="row">{instant(attemptedTime)}</th>
              <td>
                <Link to="/journey" parameters={journeyOf(consumerId, transactionId, attemptedTime)}>
                  {consumerId ?? 'not known'}
                </Link>
              </td>
              <td>{words(channel)}</td>
              <td>{skill}</td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  );
}
