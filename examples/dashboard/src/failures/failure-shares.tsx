import { readFragment } from '../../generated/fragment-masking.ts';
import { FailureShareFragmentDoc, FailuresByDocument, type TimeRangeInput } from '../../generated/graphql.ts';
import { type BarItem, BarList } from '../parts/bar-list.tsx';
import { DaysPicture } from '../parts/days-picture.tsx';
import { Problem } from '../parts/problem.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { DIMENSIONS, type Dimension, valueIn } from './dimensions.ts';
import { errorKey, type Reason } from './reason.ts';
import { useWholeSummary } from './use-whole-summary.ts';

/** How the failures of one reason spread over one dimension. */
export function FailureShares({
  accountId,
  attempted,
  reason,
  dimension,
  chosen,
  onChoose,
}: {
  readonly accountId: string;
  readonly attempted: TimeRangeInput;
  readonly reason: Reason;
  readonly dimension: Dimension;
  /** The key of the chosen item; null if none is. */
  readonly chosen: string | null;
  readonly onChoose: (item: BarItem) => void;
}) {
  const variables = { accountId, attempted, by: ['ERROR' as const, dimension] };
  const { data, error, isLoading, ask } = useWholeSummary(FailuresByDocument, variables);
  const groups = readFragment(FailureShareFragmentDoc, data?.account?.transactionSummary?.groups ?? []);
  const items = groups
    .filter(({ error }) => errorKey(error) === reason.key)
    .map(({ campaign, funnel, ...values }) => ({
      ...valueIn(dimension, { ...values, campaignId: campaign?.campaignId ?? null }),
      value: funnel.attempted,
    }));
  const days = items.toSorted((a, b) => a.key.localeCompare(b.key));
  return (
    <>
      <Problem error={error} retry={ask} />
      {data === undefined && isLoading && <Skeleton lines={5} label="Counting" />}
      {dimension === 'DAY' && <DaysPicture days={days.map(({ key, value }) => ({ day: key, value, marked: value }))} />}
      <BarList
        label={`${reason.name} by ${DIMENSIONS[dimension].toLowerCase()}`}
        items={dimension === 'DAY' ? days : items}
        chosen={chosen}
        onChoose={onChoose}
      />
    </>
  );
}
