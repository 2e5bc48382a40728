import { filtersOf, transactionFilterOf } from './filters.ts';
import type { Reply } from './http-exchange.ts';
import type { Journey } from './journey.ts';
import { timeWindowOf, transactionsWindow } from './time-window.ts';
import { documentedPage, type Selection, tokenPage, v2Page } from './transaction-dialects.ts';
import { visibleSight } from './visibility.ts';
import { journeysIn } from './window-journeys.ts';
import type { Call } from './world.ts';

/**
 * Transactions in the documented dialect: GET with a body, offsets, page lengths of the server's choice (Outbound
 * Reporting API, transactions).
 */
export function answerTransactions(call: Call): Reply {
  return documentedPage(select(call));
}

/** Transactions in the later dialects: POST with v=2.0 (offset and limit), and without it V1 (page tokens). */
export function answerPostedTransactions(call: Call): Reply {
  const version = call.exchange.query.get('v') ?? '1';
  return Number(version) === 2 ? v2Page(select(call)) : tokenPage(select(call));
}

function select(call: Call): Selection {
  const { world, exchange, body } = call;
  const window = timeWindowOf(exchange.query, transactionsWindow, world.settings.now());
  const filters = filtersOf(body);
  const sight = visibleSight(call);
  const passes: (journey: Journey) => boolean = transactionFilterOf(filters, sight);
  const journeys = journeysIn(world.days, sight, window, world.settings.inclusiveEnd, passes);
  return { call, window, filters, sight, journeys };
}
