import { echoOf, type Filters } from './filters.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import type { Journey } from './journey.ts';
import { wholeNumber } from './offsets.ts';
import { pageLengthAt, previousOffsetOf } from './page-length.ts';
import { offsetOfToken, pageToken } from './page-token.ts';
import type { TimeWindow } from './time-window.ts';
import { rowOf, type Sight, statusOf, type TransactionRow } from './transaction-rows.ts';
import type { Call } from './world.ts';

/** The transactions that a request asks for, before they are cut into pages. */
export type Selection = {
  call: Call;
  window: TimeWindow;
  filters: Filters;
  sight: Sight;
  journeys: readonly Journey[];
};

/**
 * A page with offsets; -1 means that there is no such page. The offset is read from the query or the body: the document
 * does not say which.
 */
export function documentedPage(selection: Selection): Reply {
  const { call, window, journeys } = selection;
  const requested = call.exchange.query.get('offset') ?? call.body.offset;
  const currentOffset = wholeNumber('offset', requested, 0, 0, Number.MAX_SAFE_INTEGER);
  const next = currentOffset + pageLengthAt(call.world.settings, window, currentOffset);
  const rows = journeys.slice(currentOffset, next).map((journey) => plainRow(selection, journey));
  const page = {
    count: rows.length,
    // An offset past the end is unbounded, and the walk there takes time.
    previousOffset: previousOffsetOf(call.world.settings, window, Math.min(currentOffset, journeys.length)),
    currentOffset,
    nextOffset: next < journeys.length ? next : -1,
  };
  return jsonReply(200, { requestMetadata: metadataOf(selection), page, transactions: rows });
}

/** A page of V1: a client sends `nextPage`, null on the last page, back in `page.nextPage` of the body. */
export function tokenPage(selection: Selection): Reply {
  const { call, window, journeys } = selection;
  const offset = offsetOfToken(call.body, window);
  const next = offset + pageLengthAt(call.world.settings, window, offset);
  const rows = journeys.slice(offset, next).map((journey) => plainRow(selection, journey));
  const page = {
    count: rows.length,
    currentPage: pageToken(offset, window),
    nextPage: next < journeys.length ? pageToken(next, window) : null,
  };
  return jsonReply(200, { requestMetadata: metadataWithFilters(selection), page, transactions: rows });
}

/**
 * A page of V2: offset (default 0) and limit (default 100, at most 5000) of the body; rows with their messageStatus.
 */
export function v2Page(selection: Selection): Reply {
  const { body } = selection.call;
  const offset = wholeNumber('offset', body.offset, 0, 0, Number.MAX_SAFE_INTEGER);
  const limit = wholeNumber('limit', body.limit, 100, 1, 5000);
  const rows = selection.journeys.slice(offset, offset + limit).map((journey) => v2Row(selection, journey));
  const page = { count: rows.length, offset, limit };
  return jsonReply(200, { requestMetadata: metadataWithFilters(selection), page, transactions: rows });
}

function plainRow({ call, sight }: Selection, journey: Journey): TransactionRow {
  const row = rowOf(sight, journey);
  if (call.world.settings.quirks.bothHandoffAndIvr) return withBoth(row, journey);
  if (journey.campaign === null) row.ivrNumber = journey.ivrNumber;
  else row.handOffId = journey.campaign.handOffId;
  return row;
}

function v2Row({ sight }: Selection, journey: Journey): TransactionRow {
  const row = withBoth(rowOf(sight, journey), journey);
  row.messageStatus = statusOf(sight, journey);
  return row;
}

function withBoth(row: TransactionRow, journey: Journey): TransactionRow {
  row.handOffId = journey.campaign?.handOffId ?? null;
  row.ivrNumber = journey.ivrNumber;
  return row;
}

function metadataOf({ call, window, sight }: Selection): Record<string, unknown> {
  return {
    accountId: call.account.accountId,
    app: sight.series.app,
    attemptedStartTime: window.startMs,
    attemptedEndTime: window.endMs,
  };
}

function metadataWithFilters(selection: Selection): Record<string, unknown> {
  return { ...metadataOf(selection), filters: echoOf(selection.filters) };
}
