import { useState } from 'react';
import { readFragment } from '../../generated/fragment-masking.ts';
import { DayFragmentDoc, OverviewDaysDocument, type TimeRangeInput } from '../../generated/graphql.ts';
import { count, day } from '../format.ts';
import { DaysPicture } from '../parts/days-picture.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Table } from '../parts/table.tsx';
import { useAnswer } from '../use-answer.ts';

/** The range day by day. Asked only when opened: days of another zone than UTC cost the gateway a call each. */
export function Days({ accountId, attempted }: { readonly accountId: string; readonly attempted: TimeRangeInput }) {
  const [isOpen, setOpen] = useState(false);
  const { data, error, isLoading, ask } = useAnswer(OverviewDaysDocument, { accountId, attempted }, { pause: !isOpen });
  const rows = readFragment(DayFragmentDoc, data?.account?.analytics?.breakdown ?? []);
  const days = rows.flatMap(({ day, funnel }) =>
    day === null ? [] : [{ day, value: funnel.attempted, marked: funnel.failed }],
  );
  return (
    <Panel
      title="Day by day"
      note="Attempted, and failed in red"
      isBusy={isLoading}
      actions={
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide days' : 'Show days'}
        </button>
      }
    >
      {isOpen && <Problem error={error} retry={ask} />}
      {isOpen && data === undefined && isLoading && <Skeleton lines={6} label="Loading the days" />}
      {isOpen && days.length > 0 && (
        <>
          <DaysPicture days={days} />
          <details className="as-table">
            <summary>As a table</summary>
            <Table label="Messages of each day" columns={['Day', 'Attempted', 'Failed']} areFigures>
              {days.map(({ day: date, value, marked }) => (
                <tr key={date}>
                  <th scope="row">{day(date)}</th>
                  <td>{count(value)}</td>
                  <td>{count(marked)}</td>
                </tr>
              ))}
            </Table>
          </details>
        </>
      )}
    </Panel>
  );
}
