import type { ProactiveAlert } from '../../src/upstream/live-deflect/types.ts';
import { ACCOUNT_ID, accountAt, type GraphQLAnswer, startTestGateway, type TestGateway } from './gateway.ts';

const MUTATION = `mutation ($input: SendProactiveAlertInput!) {
  sendProactiveAlert(input: $input) {
    __typename
    ... on ProactiveAlertSent { messageName sentAt channelResponse }
    ... on ProactiveAlertRefused { reason detail }
    ... on ProactiveAlertInvalid { problems { path message } }
    ... on ProactiveAlertOutcomeUnknown { reason }
  }
}`;

/** An alert with no more than it must have; `more` replaces what a test is about. */
export function alertInput(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    accountId: ACCOUNT_ID,
    skill: 'billing',
    recipient: { countryCode: '1', phoneNumber: '2025550100' },
    template: { name: 'welcome', language: 'english', variables: {} },
    ...more,
  };
}

/** A gateway whose LiveDeflect is at `url`. */
export function alertGateway(url: string, config: Record<string, unknown> = {}): Promise<TestGateway> {
  return startTestGateway({ accounts: [accountAt(url)], ...config });
}

/** Sends an alert over HTTP. */
export function sendAlert(gateway: TestGateway, input = alertInput(), init?: RequestInit): Promise<GraphQLAnswer> {
  return gateway.query(MUTATION, { input }, init);
}

/** An alert as LiveDeflect takes it; `more` replaces what a test is about. */
export function testAlert(more: Partial<ProactiveAlert> = {}): ProactiveAlert {
  return {
    skill: 'billing',
    countryCode: '1',
    phoneNumber: '2025550100',
    firstName: null,
    lastName: null,
    externalCustomer: null,
    externalAlertId: null,
    alertInfo: null,
    channel: null,
    template: { name: 'welcome', language: 'english', version: null, variables: {} },
    ...more,
  };
}
