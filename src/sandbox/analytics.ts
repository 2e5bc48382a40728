import type { Totals } from './day-totals.ts';
import { echoOf, type Filters, filterOf, filtersOf } from './filters.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import { dayMs, dayNumberOf } from './series.ts';
import { analyticsWindow, timeWindowOf } from './time-window.ts';
import { visibleSight } from './visibility.ts';
import type { Call } from './world.ts';

/** Account analytics by GET; the body is ignored (Outbound Reporting API, account analytics). */
export function answerAnalytics(call: Call): Reply {
  return analyticsReply(call, {}, {});
}

/**
 * Account analytics by POST, filtered by channels and skills; the metadata repeats the filters (Outbound Reporting API,
 * account analytics with filters).
 */
export function answerFilteredAnalytics(call: Call): Reply {
  const filters = filtersOf(call.body);
  return analyticsReply(call, filters, { filters: echoOf(filters) });
}

/**
 * One row of analytics: the counts of a channel, skill and UTC day. failed is attempted minus sent; csat is 0 without
 * surveys.
 */
export function analyticsRow(totals: Totals, csatAsNumber: boolean): Record<string, string | number> {
  return {
    channel: totals.channel,
    skill: totals.skill,
    transactionday: documentedDay(totals.dayNumber),
    attempted: totals.attempted,
    eligible: totals.eligible,
    skipped: totals.skipped,
    sent: totals.sent,
    failed: totals.attempted - totals.sent,
    delivered: totals.delivered,
    read: totals.read,
    conversationscreated: totals.created,
    conversationsclosed: totals.closed,
    csat: csatOf(totals, csatAsNumber),
  };
}

function analyticsReply(call: Call, filters: Filters, echo: Record<string, unknown>): Reply {
  const { world, exchange, account } = call;
  const { now, inclusiveEnd, quirks } = world.settings;
  const window = timeWindowOf(exchange.query, analyticsWindow, now());
  const sight = visibleSight(call);
  const passes = filterOf(filters);
  const analytics: unknown[] = [];
  for (let dayNumber = dayNumberOf(window.startMs); dayNumber <= dayNumberOf(window.endMs); dayNumber += 1) {
    const totals = world.totals(sight, dayNumber, window, inclusiveEnd).filter(passes);
    analytics.push(...totals.map((row) => analyticsRow(row, quirks.csatAsNumber)));
  }
  const requestMetadata = {
    accountId: account.accountId,
    app: sight.series.app,
    attemptedStartTime: window.startMs,
    attemptedEndTime: window.endMs,
    ...echo,
  };
  return jsonReply(200, { requestMetadata, analytics });
}

/** "MM-DD-YYYY" (Outbound Reporting API, transactionday). */
function documentedDay(dayNumber: number): string {
  const [year, month, day] = new Date(dayNumber * dayMs).toISOString().slice(0, 10).split('-');
  return `${month}-${day}-${year}`;
}

function csatOf({ surveys, scores }: Totals, asNumber: boolean): string | number {
  if (surveys === 0) return 0;
  const mean = (scores / surveys).toFixed(1);
  return asNumber ? Number(mean) : mean;
}
