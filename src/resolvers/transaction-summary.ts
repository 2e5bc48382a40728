import type { Context } from '../request/context.ts';
import type { Funnel, OutboundApp } from '../upstream/outbound-reporting/types.ts';
import type { Instant, TimeRange } from '../upstream/wire-values.ts';
import type { Account } from './account.ts';
import { countTransactions } from './count-transactions.ts';
import { type FunnelOrder, inFunnelOrder } from './funnel.ts';
import { pageRequest } from './page-arguments.ts';
import { funnelOf } from './tally.ts';
import { reportingRange, type TimeRangeInput } from './time-range.ts';
import { totalsOf } from './transaction-count.ts';
import { type DimensionValues, type TransactionDimension, valuesOf } from './transaction-dimensions.ts';
import { normalized, type TransactionFilterInput } from './transaction-list.ts';

/** The transactions that have the same values in the requested dimensions. */
export type TransactionGroup = DimensionValues & { readonly accountId: string; readonly funnel: Funnel };

/** Counts of the transactions of a range. */
export type TransactionSummary = {
  readonly attempted: TimeRange;
  /** The part of the range that is counted: from its start on. */
  readonly counted: TimeRange;
  readonly complete: boolean;
  readonly totals: Funnel;
  readonly groups: readonly TransactionGroup[];
  /** How many groups there are, also those that `first` leaves out. */
  readonly groupCount: number;
  readonly fetchedAt: Instant;
};

const MOST_ATTEMPTED: FunnelOrder = { by: 'ATTEMPTED', direction: 'DESCENDING' };

/** `Account.transactionSummary`. Price: see `countTransactions`. */
export async function resolveTransactionSummary(
  { accountId }: Account,
  args: {
    readonly app: OutboundApp;
    readonly attempted: TimeRangeInput;
    readonly filter?: TransactionFilterInput | null | undefined;
    readonly by: readonly TransactionDimension[];
    readonly orderBy?: FunnelOrder | null | undefined;
    readonly first?: number | null | undefined;
  },
  context: Context,
): Promise<TransactionSummary> {
  const { app, by, first, orderBy } = args;
  const { size } = pageRequest({ first });
  const attempted = reportingRange('attempted', args.attempted, context);
  const list = { accountId, app, attempted, filter: normalized(args.filter ?? {}, context) };
  const count = await countTransactions({ list, by, inParts: true }, context);
  const { range } = attempted;
  const groups = [...count.groups].map(([name, tally]) => ({ name, funnel: funnelOf(tally) }));
  const ordered = inFunnelOrder(groups, orderBy ?? MOST_ATTEMPTED, ({ name }) => name);
  return {
    attempted: range,
    counted: count.isWhole ? range : { ...range, endMs: count.countedTo },
    complete: count.isWhole,
    totals: totalsOf(count),
    groups: ordered.slice(0, size).map(({ name, funnel }) => ({ accountId, funnel, ...valuesOf(name) })),
    groupCount: groups.length,
    fetchedAt: count.fetchedAt ?? new Date(context.now).toISOString(),
  };
}
