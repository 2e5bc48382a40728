import { MARCH_10, PRMSG } from './ask.ts';
import { deflectionEvent, deflectionsAnswer } from './live-deflect-wire.ts';
import type { Answer, SeenRequest } from './upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow, transactionRow, transactionsAnswer } from './wire.ts';

/** An upstream with one of each kind of node. */
export function oneOfEach({ path }: SeenRequest): Answer {
  if (path.startsWith(`${PRMSG}/transactions/`)) return { json: transactionsAnswer([transactionRow()]) };
  if (path.includes('/analytics/')) return { json: analyticsAnswer([analyticsRow()]) };
  if (path.startsWith(`${PRMSG}/campaigns/`)) return { json: { consumersReport: [{ id: 'r1', status: 'SENT' }] } };
  if (path.startsWith(`${PRMSG}/handoffs/`)) return { json: [handoffRow('H1')] };
  if (path === '/api/proactiveReporting') return { json: [{ alertId: 'a1', sendTime: '2026-03-10T10:00:00.000Z' }] };
  return { json: deflectionsAnswer([deflectionEvent()]) };
}

/** Asks for the id of one of each, an account first. */
export const IDS_OF_EACH = `{
  account(accountId: "12345678") {
    id
    campaign(campaignId: "c:1/ä") { id consumersReport { nodes { id } } }
    handoffs { nodes { id } }
    transactions(attempted: ${MARCH_10}) { nodes { id } }
    deflections(during: ${MARCH_10}) { nodes { id } }
    proactiveAlerts(during: ${MARCH_10}) { nodes { id } }
    analytics(attempted: ${MARCH_10}) { id }
  }
}`;

/** The global id of these parts, whether the gateway would make it or not. */
export function globalId(...parts: readonly string[]): string {
  return Buffer.from(parts.map((part) => part.replace(/[%:]/g, encodeURIComponent)).join(':')).toString('base64url');
}
