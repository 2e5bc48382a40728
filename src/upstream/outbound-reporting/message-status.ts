/** The upstream words that mean a status, and whether the `v2` dialect filters by it. */
type StatusFacts = { readonly synonyms: readonly string[]; readonly filteredUpstream: boolean };

const STATUSES = {
  ATTEMPTED: { synonyms: [], filteredUpstream: false },
  ELIGIBLE: { synonyms: ['INVITED'], filteredUpstream: false },
  SENT: { synonyms: [], filteredUpstream: true },
  DELIVERED: { synonyms: [], filteredUpstream: true },
  READ: { synonyms: [], filteredUpstream: true },
  RESPONDED: { synonyms: ['CONVERSATION_CREATED'], filteredUpstream: true },
  FAILED: { synonyms: ['ERROR'], filteredUpstream: true },
  SKIPPED: { synonyms: [], filteredUpstream: true },
  CANCELLED: { synonyms: ['CANCELED'], filteredUpstream: false },
  OTHER: { synonyms: [], filteredUpstream: false },
} as const satisfies Record<string, StatusFacts>;

/** How far a message got. `OTHER` is a status that this gateway does not know. */
export type MessageStatus = keyof typeof STATUSES;

const MEANINGS: ReadonlyMap<string, MessageStatus> = new Map(
  (Object.keys(STATUSES) as MessageStatus[]).flatMap((status) =>
    [status, ...STATUSES[status].synonyms].map((word) => [word, status] as const),
  ),
);

/** The status that an upstream word means; `OTHER` if the word is unknown. */
export function messageStatus(code: string): MessageStatus {
  return MEANINGS.get(code.trim().toUpperCase()) ?? 'OTHER';
}

/** The filter words of the `v2` dialect for these statuses; empty, which requests all, if it has no word for one of them. */
export function statusesFilteredUpstream(statuses: readonly MessageStatus[]): readonly MessageStatus[] {
  return statuses.every((status) => STATUSES[status].filteredUpstream) ? statuses : [];
}
