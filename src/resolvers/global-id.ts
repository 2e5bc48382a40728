import type { Deflection } from '../upstream/live-deflect/types.ts';
import type { Handoff } from '../upstream/outbound-configuration/types.ts';
import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import type { Account } from './account.ts';
import type { Campaign } from './campaign.ts';
import { badUserInput } from './client-error.ts';

/** A node's type, and what is needed to find it again. */
export type GlobalId = { readonly type: string; readonly parts: readonly string[] };

/** `Account.id`. */
export function resolveAccountId({ accountId }: Account): string {
  return encode('Account', accountId);
}

/** `Campaign.id`. */
export function resolveCampaignId({ accountId, campaignId }: Campaign): string {
  return encode('Campaign', accountId, campaignId);
}

/** `Handoff.id`. */
export function resolveHandoffId({ accountId, handoffId }: Handoff): string {
  return encode('Handoff', accountId, handoffId);
}

/** `Transaction.id`: with the instant, in epoch milliseconds, one narrow window finds it again. */
export function resolveTransactionId({ accountId, app, attemptedTime, transactionId }: Transaction): string {
  return encode('Transaction', accountId, app, String(Date.parse(attemptedTime)), transactionId);
}

/** `Deflection.id`: with the call's beginning, or its first event, one day finds it again. */
export function resolveDeflectionId({ accountId, callId, beganAt, events }: Deflection): string {
  return encode('Deflection', accountId, beganAt ?? events[0]?.time ?? '', callId);
}

/** The parts of a global id. Throws when it is none. */
export function decodeGlobalId(id: string): GlobalId {
  const [type, ...parts] = Buffer.from(id, 'base64url').toString().split(':').map(decodePart);
  if (type !== undefined && encode(type, ...parts) === id) return { type, parts };
  throw badUserInput('id is no id of this gateway; take one from the id field of a node.');
}

function encode(...parts: readonly string[]): string {
  return Buffer.from(parts.map(escapePart).join(':')).toString('base64url');
}

function escapePart(part: string): string {
  return /[%:]/.test(part) ? part.replace(/[%:]/g, encodeURIComponent) : part;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
