import { describe, expect, it } from 'vitest';
import { checkAlert } from '../../src/resolvers/alert-input.ts';

describe('checkAlert', () => {
  it('tells of a calling code that no country has', () => {
    const checked = checkAlert({
      accountId: '12345678',
      skill: 'billing',
      recipient: { countryCode: '999', phoneNumber: '2025550123' },
      template: { name: 'welcome', language: 'english', variables: {} },
    });
    expect(checked).toEqual({
      alert: null,
      problems: [{ path: ['recipient', 'phoneNumber'], message: 'Must be a valid phone number for country code 999.' }],
    });
  });
});
