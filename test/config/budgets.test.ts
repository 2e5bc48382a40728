import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';

const configWith = (budgets: unknown) =>
  gatewayConfig({
    callers: { mode: 'none' },
    accounts: [{ accountId: '12345678', credentials: { bearer: 'le-token' } }],
    budgets,
  });

describe('budgets of the configuration file', () => {
  it('keep the defaults of what is not named', () => {
    expect(configWith({ handoffs: 3 }).budgets).toMatchObject({ handoffs: 3, transactions: 10, processes: 2 });
  });

  it.each([
    [{ transactions: 0 }, 'budgets.transactions: Too small: expected number to be >=1'],
    [{ analytics: 10_001 }, 'budgets.analytics: Too big: expected number to be <=10000'],
    [{ sentinel: 1.5 }, 'budgets.sentinel: Invalid input: expected int, received number'],
    [{ liveDeflect: '10' }, 'budgets.liveDeflect: Invalid input: expected number, received string'],
    [{ processes: 0 }, 'budgets.processes: Too small: expected number to be >=1'],
    [{ longestPauseMs: 999 }, 'budgets.longestPauseMs: Too small: expected number to be >=1000'],
    [{ reports: 5 }, 'budgets: Unrecognized key: "reports"'],
  ])('are refused when they are %o', (budgets, error) => {
    expect(errorsOf(() => configWith(budgets))).toEqual([error]);
  });
});
