/** The operations of GraphiQL's tabs, one for each common question. Each returns data on the sandbox. */
export function exampleOperations(accountId: string): readonly ExampleOperation[] {
  return [
    { query: funnel(accountId) },
    { query: failures(accountId) },
    { query: journeys(accountId) },
    { query: handoffs(accountId) },
    { query: deflections(accountId) },
    { query: SEND, variables: sendVariables(accountId) },
  ];
}

/** An operation and, if it has any, its variables, as JSON for the editor. */
type ExampleOperation = { readonly query: string; readonly variables?: string };

function funnel(accountId: string): string {
  return `# The outcome of the last seven days' messages,
# beside the same part of the seven days before
query Funnel {
  account(accountId: "${accountId}") {
    analytics(attempted: { last: { days: 7 } }) {
      totals {
        attempted sent delivered read
        conversationsCreated csat
        deliveryRate responseRate
      }
      previous {
        totals { attempted responseRate }
      }
      breakdown(by: [CHANNEL]) {
        channel
        funnel { attempted responseRate failureRate }
      }
    }
  }
}
`;
}

function failures(accountId: string): string {
  return `# Why messages of the last seven days failed. If complete
# is false, run it again: the counts go on from there
query FailuresByReason {
  account(accountId: "${accountId}") {
    transactionSummary(
      attempted: { last: { days: 7 } }
      filter: { statuses: [FAILED] }
      by: [ERROR]
      first: 10
    ) {
      complete
      totals { attempted }
      groupCount
      groups {
        error { source code meaning }
        funnel { attempted }
      }
    }
  }
}
`;
}

function journeys(accountId: string): string {
  return `# The last day's messages, with campaign and handoff
query Journeys {
  account(accountId: "${accountId}") {
    transactions(
      first: 20
      order: NEWEST_FIRST
      attempted: { last: { hours: 24 } }
    ) {
      attemptedCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        status
        channel
        timeline { step time }
        error { code message meaning }
        campaign {
          campaignId
          analytics { totals { attempted responseRate } }
        }
        handoff { name }
      }
    }
  }
}
`;
}

function handoffs(accountId: string): string {
  return `# The message on each channel, with its placeholders filled in
query Handoffs {
  account(accountId: "${accountId}") {
    handoffs(first: 10) {
      nodes {
        handoffId
        name
        lookback { days hours }
        channels {
          channel
          outboundNumber
          messageComponents {
            __typename
            ... on BodyComponent {
              content
              preview(values: ["Ada", "7:35 pm"])
            }
            ... on UrlButton { content url }
          }
        }
      }
    }
  }
}
`;
}

function deflections(accountId: string): string {
  return `# The last day's callers who were offered messaging instead
query Deflections {
  account(accountId: "${accountId}") {
    deflections(
      first: 10
      during: { last: { hours: 24 } }
    ) {
      nodes {
        callId beganAt skill
        customerPhone { e164 }
        events { type time info }
      }
    }
    proactiveAlerts(
      first: 5
      during: { last: { hours: 24 } }
    ) {
      nodes { alertId status time }
    }
  }
}
`;
}

const SEND = `# Sends one message. The sandbox only simulates it;
# a real account sends it to the number in the variables
mutation Send($input: SendProactiveAlertInput!) {
  sendProactiveAlert(input: $input) {
    __typename
    ... on ProactiveAlertSent { messageName sentAt }
    ... on ProactiveAlertRefused { reason detail }
    ... on ProactiveAlertInvalid { problems { path message } }
    ... on ProactiveAlertOutcomeUnknown { reason }
  }
}
`;

function sendVariables(accountId: string): string {
  const variables = {
    input: {
      accountId,
      skill: 'service',
      recipient: { countryCode: '1', phoneNumber: '202-555-0123' },
      template: { name: 'flightdelay', language: 'english', variables: { '@Time': '7:35 pm' } },
      externalAlertId: 'example-1',
    },
  };
  return JSON.stringify(variables, null, 2);
}
