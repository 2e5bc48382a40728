import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGlobalId } from '../../src/resolvers/global-id.ts';
import { resolveId } from '../../src/resolvers/node.ts';
import type { Transaction } from '../../src/upstream/outbound-reporting/types.ts';

/** Any text: halves of surrogate pairs, too, which upstream JSON may hold. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud83d', '\ude00', '%', ':', 'u', 'D', '8') }),
);

describe('decodeGlobalId', () => {
  it('gives back the parts that were put in, whatever they hold', () => {
    fc.assert(
      fc.property(text, text, (accountId, campaignId) => {
        expect(decodeGlobalId(resolveId('Campaign')({ accountId, campaignId }))).toEqual({
          type: 'Campaign',
          parts: [accountId, campaignId],
        });
      }),
      { seed: 33 },
    );
  });

  it('gives back the four parts of a transaction', () => {
    fc.assert(
      fc.property(text, text, (accountId, transactionId) => {
        const attemptedTime = '2026-03-10T10:00:00.000Z';
        const transaction = { accountId, app: 'CONNECT_TO_MESSAGING', attemptedTime, transactionId } as Transaction;
        const { parts } = decodeGlobalId(resolveId('Transaction')(transaction));
        expect(parts).toEqual([accountId, 'CONNECT_TO_MESSAGING', '1773136800000', transactionId]);
      }),
      { seed: 34 },
    );
  });

  it('takes any other text apart into an id that means the same, or refuses it', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.base64String()), (id) => {
        let type: string | null = null;
        try {
          ({ type } = decodeGlobalId(id));
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
        }
        expect(['Account', 'Campaign', 'Handoff', 'Transaction', 'Deflection']).not.toContain(type);
      }),
      { seed: 35 },
    );
  });
});
