import { describe, expect, it } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { OTHER_ID, startGuarded } from '../support/guarded.ts';

const ONE = `mutation ($input: SendProactiveAlertInput!) {
  sendProactiveAlert(input: $input) { __typename ... on ProactiveAlertInvalid { problems { path message } } }
}`;
const MANY = `mutation ($inputs: [SendProactiveAlertInput!]!) {
  sendProactiveAlerts(inputs: $inputs) { __typename ... on ProactiveAlertInvalid { problems { path message } } }
}`;
const FORBIDDEN = { message: 'This needs the scope alerts:send.', extensions: { requiredScope: 'alerts:send' } };

describe.each([
  ['sendProactiveAlert', ONE, (input: object) => ({ input })],
  ['sendProactiveAlerts', MANY, (input: object) => ({ inputs: [input, input, input] })],
] as const)('%s', (field, mutation, variablesOf) => {
  it('sends with the scope alerts:send alone', async () => {
    const { ask, kinds } = await startGuarded();
    const { data, errors } = await ask({ scopes: ['alerts:send'] }, mutation, variablesOf(alertInput()));
    expect(errors).toBeUndefined();
    expect([data[field]].flat()).toContainEqual({ __typename: 'ProactiveAlertSent' });
    expect(new Set(kinds())).toEqual(new Set(['send']));
  });

  it('sends nothing without it', async () => {
    const { ask, upstream } = await startGuarded();
    const { data, errors } = await ask({ scopes: allBut('alerts:send') }, mutation, variablesOf(alertInput()));
    expect(data).toEqual({ [field]: null });
    expect(errors).toMatchObject([{ ...FORBIDDEN, path: [field] }]);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(upstream.requests).toEqual([]);
  });

  it('does not tell an account that the caller may not see from one that is not served', async () => {
    const { ask, upstream } = await startGuarded();
    const send = (accountId: string) =>
      ask({ accountIds: [ACCOUNT_ID] }, mutation, variablesOf(alertInput({ accountId })));
    const [unseen, unknown] = [await send(OTHER_ID), await send('99999999')];
    const message = 'The gateway serves no account with this accountId.';
    expect([unseen.data[field]].flat()[0].problems).toEqual([{ path: ['accountId'], message }]);
    expect(unseen).toEqual(unknown);
    expect(upstream.requests).toEqual([]);
  });

  it('is refused by its scope alike for accounts that are seen, unseen and unknown', async () => {
    const { ask } = await startGuarded();
    const send = (accountId: string) =>
      ask({ scopes: [], accountIds: [ACCOUNT_ID] }, mutation, variablesOf(alertInput({ accountId })));
    const seen = await send(ACCOUNT_ID);
    expect(await send(OTHER_ID)).toEqual(seen);
    expect(await send('99999999')).toEqual(seen);
  });
});
