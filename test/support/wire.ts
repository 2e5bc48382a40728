/** A row of a transactions answer, as the document shows one; `more` replaces what a test is about. */
export function transactionRow(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    channel: 'sms',
    skill: 'billing',
    transactionId: '2f88x19d-a5df-6d22-d967-a9cd19108318',
    attemptedTime: '2026-03-10T10:00:00.000Z',
    cancelledTime: null,
    conversationId: null,
    conversationsClosedTime: null,
    conversationsCreatedTime: null,
    consumerId: null,
    deliveredTime: '2026-03-10T10:00:05.000Z',
    eligibleTime: null,
    errorCode: null,
    errorMessage: null,
    errorSource: null,
    failedTime: null,
    inviteTime: '2026-03-10T10:00:01.000Z',
    optInsTime: null,
    optOutsTime: null,
    proactiveCampaignId: 'camapign125',
    readTime: null,
    sentTime: '2026-03-10T10:00:02.000Z',
    initialSkill: 'prmsgoutbound',
    initialChannel: 'sms',
    handOffId: 'H000000000000000',
    skippedTime: null,
    ...more,
  };
}

/** A transactions answer of the documented dialect holding `rows`, its last page unless `page` says otherwise. */
export function transactionsAnswer(rows: readonly unknown[], page: Record<string, unknown> = {}) {
  return {
    requestMetadata: { accountId: '12345678', app: 'prmsg', attemptedStartTime: 1, attemptedEndTime: 2 },
    page: { count: rows.length, previousOffset: -1, currentOffset: 0, nextOffset: -1, ...page },
    transactions: rows,
  };
}

/** A row of an analytics answer; `more` replaces what a test is about. */
export function analyticsRow(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    channel: 'wa',
    skill: 'sales',
    transactionday: '03-10-2026',
    attempted: 500,
    eligible: 475,
    skipped: 10,
    sent: 450,
    failed: 50,
    delivered: 440,
    read: 400,
    conversationscreated: 200,
    conversationsclosed: 185,
    csat: '2.5',
    ...more,
  };
}

/** An analytics answer holding `rows`. */
export function analyticsAnswer(rows: readonly unknown[]) {
  return {
    requestMetadata: { accountId: '12345678', app: 'prmsg', attemptedStartTime: 1, attemptedEndTime: 2 },
    analytics: rows,
  };
}

/** A handoff with one channel for text messages; `more` replaces what a test is about. */
export function handoffRow(handoffId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: handoffId,
    name: `Handoff ${handoffId}`,
    lookbackPeriodDay: 1,
    lookbackPeriodHour: 2,
    routeAllWithinLookback: true,
    createdAt: '2025-10-01T00:00:00.000Z',
    updatedAt: '2025-10-02T00:00:00.000Z',
    channels: [
      {
        type: 'sms-twilio',
        language: 'en',
        outboundnumber: '+12025550100',
        messageComponents: [{ type: 'body', content: 'Hi ${{1}}', variables: ['1'], optOut: 'Reply STOP.' }],
      },
    ],
    ...more,
  };
}
