import { JourneyDocument } from '../../generated/graphql.ts';
import { count, instant, second, words } from '../format.ts';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Table } from '../parts/table.tsx';
import { useAnswer } from '../use-answer.ts';
import { eventsOf } from './journey-events.ts';
import { JourneyPicture } from './journey-picture.tsx';
import { filterOf, type JourneyQuestion, KINDS, reportedTime, searchedTime } from './journey-question.ts';

/** Messages, deflected calls and alerts around an instant: as a picture of lanes, and as a list. */
export function JourneyResult({
  accountId,
  question,
}: {
  readonly accountId: string;
  readonly question: JourneyQuestion;
}) {
  const { kind, id } = question;
  const searched = searchedTime(question);
  const { data, error, isLoading, ask } = useAnswer(
    JourneyDocument,
    { accountId, searched, reported: reportedTime(question), filter: filterOf(question) },
    { policy: 'cache-first' },
  );
  const events = eventsOf(data?.account);
  return (
    <Panel
      title={`${KINDS[kind]} ${id}`}
      note={
        <span role="status">
          {data &&
            `${count(events.length)} events, of messages attempted between ${instant(searched.start ?? '')} and ${instant(searched.end ?? '')}`}
        </span>
      }
      isBusy={isLoading}
    >
      <Problem error={error} retry={ask} />
      {data === undefined && isLoading && <Skeleton lines={8} label={`Looking for the ${kind}`} />}
      {data && events.length === 0 && <p className="empty">Nothing is known of this {kind} in that time.</p>}
      {events.length > 0 && (
        <>
          <JourneyPicture events={events} />
          {events.some(({ isSure }) => !isSure) && (
            <p className="note">
              Hollow: calls and alerts of the same skill within half an hour. LivePerson does not say whose they are.
            </p>
          )}
          <Table label="Events of the journey" columns={['When', 'What', 'Where', 'Detail']}>
            {events.map(({ key, time, what, lane, detail, isBad, isSure }) => (
              <tr key={key}>
                <th scope="row">{second(time)}</th>
                <td>
                  <span className={`dot ${isBad ? 'bad' : ''} ${isSure ? '' : 'hollow'}`} aria-hidden="true" />{' '}
                  {words(what)}
                </td>
                <td>
                  {lane.name}
                  {!isSure && <small> perhaps of this consumer</small>}
                </td>
                <td>{detail}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </Panel>
  );
}
