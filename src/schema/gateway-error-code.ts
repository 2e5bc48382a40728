import { builder } from './builder.ts';

const DESCRIPTIONS = {
  BAD_USER_INPUT: 'An argument, variable, cursor or id is wrong. The message says what is expected.',
  CURSOR_EXPIRED: 'The item that the cursor names is no longer in this list. Start again from the first page.',
  NOT_FOUND: 'The gateway does not serve this account, or the caller may not see it.',
  FORBIDDEN: 'The caller lacks the scope that `requiredScope` names.',
  UPSTREAM_UNREACHABLE: 'The connection to LivePerson failed or broke.',
  UPSTREAM_TIMEOUT: 'LivePerson did not answer in time.',
  UPSTREAM_RATE_LIMITED:
    'LivePerson answered HTTP 429 and the retries that fit the deadline did too, or the call’s turn in the rate budget would come after the deadline, or too many calls of the caller wait for a turn. `retryAfterMs` says when to try again.',
  UPSTREAM_UNAUTHORIZED: 'LivePerson answered HTTP 401 or 403, or the account has no credential that the API accepts.',
  UPSTREAM_NOT_FOUND: 'LivePerson answered HTTP 404, for example for an unknown campaign.',
  UPSTREAM_REJECTED: 'LivePerson rejected the request with another HTTP 4xx.',
  UPSTREAM_UNAVAILABLE:
    'LivePerson answered HTTP 5xx and the retries that fit the deadline did too, or it has failed so often that the gateway does not call it for now. `retryAfterMs` says when to try again.',
  UPSTREAM_MALFORMED: 'LivePerson’s answer is not in a form that the gateway understands. `malformedPath` says where.',
  UNAUTHENTICATED:
    'HTTP 401, or the last event of a subscription. The token is missing, expired or not valid for this gateway.',
  CALLERS_UNCHECKABLE:
    'HTTP 503. The issuer’s keys cannot be read, so tokens cannot be checked. Retry after `Retry-After`.',
  BAD_REQUEST: 'HTTP 400. The body or a parameter does not follow the GraphQL over HTTP specification.',
  CSRF_PREVENTED: 'HTTP 400. Any page could make a browser send this GET. The message says which header to add.',
  DOCUMENT_MISMATCH: 'HTTP 400. The text in the request is not the trusted document that the id names.',
  DOCUMENT_NOT_FOUND: 'HTTP 400. No trusted document has this id.',
  DOCUMENT_REQUIRED: 'HTTP 400. The gateway answers trusted documents only, and the request names none.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document is not valid for this schema.',
  INTERNAL_SERVER_ERROR: 'The gateway failed. Its log has the cause, under the `X-Request-Id` of the answer.',
  LIMIT_EXCEEDED:
    'HTTP 400, 413 or 429. The request is too large or asks for too much, or the caller has too many subscriptions or has used up a quota of this minute; then retry after `Retry-After`. `limit`, `maximum` and `actual` give the figures. Beside data: a search ended before it was complete, and the message says how far it came; or a count has too many groups.',
  METHOD_NOT_ALLOWED: 'HTTP 405. `Allow` lists the methods.',
  NOT_ACCEPTABLE:
    'HTTP 406. `Accept` admits no media type that the gateway can answer with; for a subscription, that is `text/event-stream` only.',
  OVERLOADED: 'HTTP 503. The gateway has more requests than it can answer. Retry after `Retry-After`.',
  REQUEST_ABORTED: 'The client closed the connection.',
  PERSISTED_QUERY_NOT_FOUND:
    'No trusted document has this hash, and the gateway also answers texts. Clients then send the text.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'The gateway has no trusted documents. Clients then send texts without hashes.',
  STOPPING: 'The gateway stops, and so ended this export. Resume it from its cursor; another process will answer.',
  UNSUPPORTED_MEDIA_TYPE: 'HTTP 415. The body of a POST must be uncompressed application/json in UTF-8.',
} as const;

/** Every code that can be in `errors[].extensions.code`. */
export type GatewayErrorCode = keyof typeof DESCRIPTIONS;

builder.enumType('GatewayErrorCode', {
  description:
    'The codes in `errors[].extensions.code`. No field returns this type; it lists the codes for clients that generate types.',
  values: Object.fromEntries(
    Object.entries(DESCRIPTIONS)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, description]) => [code, { description }]),
  ),
});
