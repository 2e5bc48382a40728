/** An event of a getLiveDeflectData answer, as the document shows one; `more` replaces what a test is about. */
export function deflectionEvent(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    callId: '473513',
    siteId: '12345678',
    externalCallId: '1231',
    beginTimeStamp: '1773136800000',
    skill: 'sales',
    callerEnteredDigits: '9999',
    callerInfo: '{"userdefinedvar":50,"tshirtsize":"Large"}',
    conversationId: null,
    customerCountryCode: '1',
    customerPhoneNumber: '2025550123',
    dialedCountryCode: '1',
    dialedPhoneNumber: '2025550199',
    eventType: 'callstart',
    eventInfo: 'Y',
    eventTime: '1773136800000',
    externalConsumerId: '123-456789112',
    ...more,
  };
}

/** A getLiveDeflectData answer that holds these events, by call. */
export function deflectionsAnswer(events: readonly Record<string, unknown>[], success: unknown = 'true') {
  return { success, data: Object.groupBy(events, ({ callId }) => String(callId)) };
}
