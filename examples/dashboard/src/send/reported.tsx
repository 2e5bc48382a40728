import { useState } from 'react';
import { readFragment } from '../../generated/fragment-masking.ts';
import { AlertFragmentDoc, ReportedDocument } from '../../generated/graphql.ts';
import { Problem } from '../parts/problem.tsx';
import { TIME_ZONE } from '../ranges.ts';
import { useAnswer } from '../use-answer.ts';

/** Looks an alert of unknown outcome up in LivePerson’s report. */
export function Reported({
  accountId,
  externalAlertId,
}: {
  readonly accountId: string;
  readonly externalAlertId: string;
}) {
  const [isAsked, setAsked] = useState(false);
  const during = { last: { days: 1 }, timeZone: TIME_ZONE };
  const { data, error, isLoading, ask } = useAnswer(
    ReportedDocument,
    { accountId, during, externalAlertIds: [externalAlertId] },
    { pause: !isAsked, policy: 'network-only' },
  );
  const [alert] = readFragment(AlertFragmentDoc, data?.account?.proactiveAlerts?.nodes ?? []);
  return (
    <>
      <button type="button" disabled={isLoading} onClick={() => (isAsked ? ask() : setAsked(true))}>
        Look for it in the report
      </button>
      <Problem error={error} />
      {data && !isLoading && (
        <p>
          {alert ? `The report has it: ${alert.status ?? 'no status'}.` : 'The report does not have it, or not yet.'}
        </p>
      )}
    </>
  );
}
