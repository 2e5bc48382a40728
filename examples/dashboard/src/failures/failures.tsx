import { useState } from 'react';
import { readFragment } from '../../generated/fragment-masking.ts';
import { FailureFragmentDoc, FailuresDocument } from '../../generated/graphql.ts';
import { count, instant, percent } from '../format.ts';
import { BarList } from '../parts/bar-list.tsx';
import { Panel } from '../parts/panel.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { rangeOf } from '../ranges.ts';
import type { ScreenProps } from '../screen.ts';
import { FailureDetail } from './failure-detail.tsx';
import { errorKey } from './reason.ts';
import { useWholeSummary } from './use-whole-summary.ts';

/** Why messages failed: the reasons by their number, and each of them by campaign, skill, channel and day. */
export function Failures({ accountId, range }: ScreenProps) {
  const attempted = rangeOf(range);
  const { data, error, isLoading, ask } = useWholeSummary(FailuresDocument, { accountId, attempted });
  const summary = data?.account?.transactionSummary;
  const [chosen, setChosen] = useState<string | null>(null);
  // Not `funnel.failed`, which is all that was not sent: a message may fail after it was sent.
  const reasons = readFragment(FailureFragmentDoc, summary?.groups ?? [])
    .filter(({ status }) => status === 'FAILED')
    .map(({ error, funnel }) => ({
      key: errorKey(error),
      name: error?.meaning ?? 'No reason given',
      detail: error ? [error.source, error.code].filter(Boolean).join(' ') : '',
      value: funnel.attempted,
      error: error && { source: error.source, code: error.code },
    }));
  const attempts = summary?.totals.attempted ?? 0;
  const failed = reasons.reduce((sum, { value }) => sum + value, 0);
  const reason = reasons.find(({ key }) => key === chosen) ?? reasons[0];
  return (
    <>
      <p className="note" role="status">
        {summary &&
          `${count(failed)} of ${count(attempts)} messages failed: ${percent(failed / Math.max(1, attempts))}.`}
        {summary?.complete === false && ` Counted up to ${instant(summary.counted.end)} so far.`}
        {summary && ' The card Failed also counts what was never sent, for example after an opt-out.'}
      </p>
      <Problem error={error} retry={ask} />
      <div className="columns">
        <Panel title="Reasons" isBusy={isLoading}>
          {summary ? (
            <BarList
              label="Reasons of failures"
              items={reasons}
              chosen={reason?.key ?? null}
              onChoose={({ key }) => setChosen(key)}
            />
          ) : (
            isLoading && <Skeleton lines={8} label="Counting the failures" />
          )}
          {summary && reasons.length === 0 && <p className="empty">Nothing failed in this range.</p>}
        </Panel>
        {reason && <FailureDetail key={reason.key} accountId={accountId} attempted={attempted} reason={reason} />}
      </div>
    </>
  );
}
