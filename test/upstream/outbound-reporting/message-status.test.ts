import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageStatus, statusesFilteredUpstream } from '../../../src/upstream/outbound-reporting/message-status.ts';

const FILTERED = ['SENT', 'DELIVERED', 'READ', 'RESPONDED', 'FAILED', 'SKIPPED'] as const;
const STATUSES = [...FILTERED, 'ATTEMPTED', 'ELIGIBLE', 'CANCELLED', 'OTHER'] as const;

describe('messageStatus', () => {
  it.each(STATUSES)('reads %s, in any case, as itself', (status) => {
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
        expect(STATUSES).toContain(messageStatus(code));
      }),
      { seed: 27 },
    );
  });
});

describe('statusesFilteredUpstream', () => {
  it('is the words of the v2 dialect, as its document lists them', () => {
    expect(statusesFilteredUpstream(FILTERED)).toEqual(FILTERED);
  });

  it.each(['ATTEMPTED', 'ELIGIBLE', 'CANCELLED', 'OTHER'] as const)('is empty with %s, which it lacks', (status) => {
    expect(statusesFilteredUpstream(['FAILED', status])).toEqual([]);
  });
});
