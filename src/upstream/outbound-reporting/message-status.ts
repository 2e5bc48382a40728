import { MESSAGE_STATUSES, type MessageStatus } from './types.ts';

/** Spellings that differ from the status they mean. */
const SYNONYMS: Readonly<Record<string, MessageStatus>> = {
  INVITED: 'ELIGIBLE',
  CANCELED: 'CANCELLED',
  ERROR: 'FAILED',
  CONVERSATION_CREATED: 'RESPONDED',
};

/** The status that an upstream's word means, `OTHER` when it means none. */
export function messageStatus(code: string): MessageStatus {
  const word = code.trim().toUpperCase();
  return (
    MESSAGE_STATUSES.find((status) => status === word) ??
    (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : null) ??
    'OTHER'
  );
}

/** The statuses that the `v2` dialect filters by itself. */
export const FILTERED_UPSTREAM: readonly MessageStatus[] = [
  'FAILED',
  'SKIPPED',
  'SENT',
  'DELIVERED',
  'READ',
  'RESPONDED',
];
