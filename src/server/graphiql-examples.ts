const DAY_MS = 24 * 60 * 60_000;

/**
 * The operations of GraphiQL's tabs, one for each common question, about the days before `now`. Each returns data on the
 * sandbox.
 */
export function exampleOperations(accountId: string, now: number): readonly ExampleOperation[] {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const range = (days: number) => `{ start: "${day(today - days * DAY_MS)}", end: "${day(today)}" }`;
  return [
    { query: funnel(accountId, range(7)) },
    { query: journeys(accountId, range(1)) },
    { query: handoffs(accountId) },
    { query: deflections(accountId, range(1)) },
    { query: SEND, variables: sendVariables(accountId) },
  ];
}

/** Midnight at the start of a day, in the shortest form of `DateTime`. */
function day(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 10)}T00:00:00Z`;
}

/** An operation and, if it has any, its variables, as JSON for the editor. */
type ExampleOperation = { readonly query: string; readonly variables?: string };

function funnel(accountId: string, range: string): string {
  return `# The outcome of last week's messages
query Funnel {
  account(accountId: "${accountId}") {
    analytics(
      attempted: ${range}
    ) {
      totals {
        attempted sent delivered read
        conversationsCreated csat
        deliveryRate responseRate
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

function journeys(accountId: string, range: string): string {
  return `# Yesterday's messages, with campaign and handoff
query Journeys {
  account(accountId: "${accountId}") {
    transactions(
      first: 20
      attempted: ${range}
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

function deflections(accountId: string, range: string): string {
  return `# Yesterday's callers who were offered messaging instead
query Deflections {
  account(accountId: "${accountId}") {
    deflections(
      first: 10
      during: ${range}
    ) {
      nodes {
        callId beganAt skill
        customerPhone { e164 }
        events { type time info }
      }
    }
    proactiveAlerts(
      first: 5
      during: ${range}
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
