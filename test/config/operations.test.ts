import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';

const ACCOUNT = { accountId: '12345678', credentials: { bearer: 'le-token' } };

describe('operations', () => {
  it('is reported by its path if it is out of range, not a whole number or not a setting, all at once', () => {
    const operations = { depth: 0, tokens: 10_001, cost: 1.5, alerts: '5', height: 3 };
    const errors = errorsOf(() => gatewayConfig({ callers: { mode: 'none' }, accounts: [ACCOUNT], operations }));
    expect(errors.map((error) => error.split(':')[0]).toSorted()).toEqual([
      'operations',
      'operations.alerts',
      'operations.cost',
      'operations.depth',
      'operations.tokens',
    ]);
  });
});
