import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILTERED_UPSTREAM, messageStatus } from '../../../src/upstream/outbound-reporting/message-status.ts';
import { MESSAGE_STATUSES } from '../../../src/upstream/outbound-reporting/types.ts';

describe('messageStatus', () => {
  it.each(MESSAGE_STATUSES)('reads %s, in any case, as itself', (status) => {
    expect(messageStatus(` ${status.toLowerCase()} `)).toBe(status);
  });

  it.each([
    ['INVITED', 'ELIGIBLE'],
    ['canceled', 'CANCELLED'],
    ['ERROR', 'FAILED'],
    ['CONVERSATION_CREATED', 'RESPONDED'],
    ['NOT_SENT', 'OTHER'],
    ['', 'OTHER'],
    ['__proto__', 'OTHER'],
    ['CONSTRUCTOR', 'OTHER'],
  ])('reads "%s" as %s', (code, status) => {
    expect(messageStatus(code)).toBe(status);
  });

  it('has a status for every text', () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        expect(MESSAGE_STATUSES).toContain(messageStatus(code));
      }),
      { seed: 27 },
    );
  });
});

describe('FILTERED_UPSTREAM', () => {
  it('holds statuses that are read as themselves', () => {
    expect(FILTERED_UPSTREAM.map(messageStatus)).toEqual(FILTERED_UPSTREAM);
  });
});
