import { useState } from 'react';
import { useSubscription } from 'urql';
import { readFragment } from '../../generated/fragment-masking.ts';
import { LiveOverviewDocument, OverviewDocument, PeriodFragmentDoc } from '../../generated/graphql.ts';
import { byId } from '../by-id.ts';
import { instant, timeOfDay } from '../format.ts';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { rangeOf } from '../ranges.ts';
import type { ScreenProps } from '../screen.ts';
import { useAnswer } from '../use-answer.ts';
import { Cards } from './cards.tsx';
import { ChannelTable } from './channel-table.tsx';
import { Days } from './days.tsx';
import { Funnel } from './funnel.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';

/** The funnel of the range beside that of the range before, and live if wanted. */
export function Overview({ accountId, range }: ScreenProps) {
  const variables = { accountId, attempted: rangeOf(range) };
  const [isLive, setLive] = useState(true);
  const asked = useAnswer(OverviewDocument, variables);
  const [live] = useSubscription({ query: byId(LiveOverviewDocument), variables, pause: !isLive });
  const newest = isLive && live.data !== undefined ? live : asked;
  // What was known stays while the newest answer has none.
  const period = readFragment(PeriodFragmentDoc, newest.data?.account?.analytics ?? asked.data?.account?.analytics);
  const before = period?.previous ?? null;
  return (
    <>
      <div className="bar-of-tools">
        <p className="note">{period && `${rangeText(period.attempted)} · read at ${timeOfDay(period.fetchedAt)}`}</p>
        <label className="switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked={isLive}
            checked={isLive}
            onChange={({ target }) => setLive(target.checked)}
          />
          <span>Live</span>
        </label>
      </div>
      <Problem error={newest.error} retry={asked.ask} />
      {period ? (
        <>
          <Cards now={period.totals} before={before?.totals ?? null} />
          <div className="columns">
            <Panel title="Funnel" note={before && `The line marks the period before: ${rangeText(before.attempted)}`}>
              <Funnel now={period.totals} before={before?.totals ?? null} />
            </Panel>
            <Panel title="Channels">
              <ChannelTable channels={period.channels ?? []} />
            </Panel>
          </div>
          <Days {...variables} />
        </>
      ) : (
        asked.isLoading && <OverviewSkeleton />
      )}
    </>
  );
}

function rangeText(attempted: { readonly start: string; readonly end: string } | null): string {
  return attempted === null ? '' : `${instant(attempted.start)} to ${instant(attempted.end)}`;
}
