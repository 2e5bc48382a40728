import { alertInput } from './alert.ts';
import { MARCH_10 } from './ask.ts';
import type { Request } from './limited.ts';

/** An operation, and what it is asked with besides. */
export type LimitCase = readonly [how: string, query: string, request?: Request];

const account = (selection: string) => `{ account(accountId: "12345678") { ${selection} } }`;
const page = (first: string) => `transactions(attempted: ${MARCH_10} first: ${first}) { nodes { id } }`;
const names = (count: number, of = '__typename') =>
  Array.from({ length: count }, (_, index) => `a${index}: ${of}`).join(' ');
const inputs = (count: number) => Array.from({ length: count }, () => alertInput());

const INPUT = '($input: SendProactiveAlertInput!)';
const SEND = 'sendProactiveAlert(input: $input) { __typename }';
const WITH_INPUT = { variables: { input: alertInput() } };
const LIST = 'mutation ($inputs: [SendProactiveAlertInput!]!) { sendProactiveAlerts(inputs: $inputs) { __typename } }';

const sends = (count: number) => names(count, SEND);
const LITERALS = Array(4)
  .fill(
    '{ accountId: "12345678" skill: "a" recipient: { countryCode: "1" phoneNumber: "2025550100" } template: { name: "a" language: "" variables: {} } }',
  )
  .join(' ');

/** For each limit: its value, operations that are just at it, and operations that are one above. */
export const LIMIT_CASES: readonly (readonly [
  limit: string,
  maximum: number,
  at: readonly LimitCase[],
  above: readonly LimitCase[],
])[] = [
  [
    'tokens',
    11,
    [['in all', '{ a: __typename b: __typename c: __typename }']],
    [
      ['in all', '{ a: __typename b: __typename c: __typename d }'],
      ['by comments', '{ a: __typename b: __typename c: __typename # one\n }'],
    ],
  ],
  [
    'depth',
    3,
    [['written out', account('campaign(campaignId: "a") { id }')]],
    [
      ['written out', account('campaign(campaignId: "a") { account { id } }')],
      ['in a fragment', `${account('campaign(campaignId: "a") { ...A }')} fragment A on Campaign { account { id } }`],
      ['in an inline fragment', account('campaign(campaignId: "a") { ... { account { id } } }')],
      [
        'of one of two',
        `query A { __typename } query B ${account('campaign(campaignId: "a") { account { id } }')}`,
        { operationName: 'B' },
      ],
    ],
  ],
  [
    'rootFields',
    2,
    [['written out', '{ a: __typename ... { b: __typename } }']],
    [
      ['written out', '{ __typename a: __typename b: __typename }'],
      ['in fragments', '{ ...A ... { __typename } } fragment A on Query { b: __typename c: __typename }'],
      [
        'of one of two',
        'query A { __typename } query B { a: __typename b: __typename c: __typename }',
        { operationName: 'B' },
      ],
    ],
  ],
  [
    'fields',
    4,
    [['written out', account('id campaign(campaignId: "a") { id }')]],
    [
      ['written out', account('id campaign(campaignId: "a") { id campaignId }')],
      [
        'by one fragment twice',
        `${account('...A a: campaign(campaignId: "a") { ... { id } }')} fragment A on Account { id b: id }`,
      ],
      [
        'of one of two',
        `query A { __typename } query B ${account('id campaign(campaignId: "a") { id campaignId }')}`,
        { operationName: 'B' },
      ],
    ],
  ],
  [
    'aliases',
    3,
    [['written out', `{ ${names(3)} __typename }`]],
    [
      ['of __typename', `{ ${names(4)} }`],
      ['of other fields', account(names(4, 'id'))],
      ['in a fragment', `{ ${names(2)} ...A } fragment A on Query { b: __typename ... { c: __typename } }`],
      ['of one of two', `query A { __typename } query B { ${names(4)} }`, { operationName: 'B' }],
    ],
  ],
  [
    'directives',
    2,
    [['written out', '{ __typename @include(if: true) ... @skip(if: false) { __typename } }']],
    [
      ['written out', '{ a: __typename @include(if: true) @skip(if: false) b: __typename @skip(if: false) }'],
      [
        'in a fragment',
        '{ ...A @skip(if: false) } fragment A on Query { a: __typename @skip(if: false) b: __typename @skip(if: false) }',
      ],
      ['where none may be', 'query @a @b { __typename @c }'],
      [
        'of one of two',
        'query A { __typename } query B { a: __typename @skip(if: true) b: __typename @skip(if: true) c: __typename @skip(if: true) }',
        { operationName: 'B' },
      ],
    ],
  ],
  [
    'cost',
    31,
    [
      ['written out', account(page('10'))],
      ['by a variable', `query ($first: Int) ${account(page('$first'))}`, { variables: { first: 10 } }],
      ['by what a variable is where it is not given', `query ($first: Int = 10) ${account(page('$first'))}`],
    ],
    [
      ['written out', account(`${page('10')} id`)],
      ['by a fragment', `{ ...A } fragment A on Query ${account(`${page('10')} id`)}`],
      ['by an inline fragment', account(`... on Account { ${page('10')} id }`)],
      ['by a variable', `query ($first: Int) ${account(`${page('$first')} id`)}`, { variables: { first: 10 } }],
      ['by what a variable is where it is not given', `query ($first: Int = 10) ${account(`${page('$first')} id`)}`],
      ['of one of two', `query A { __typename } query B ${account(`${page('10')} id`)}`, { operationName: 'B' }],
    ],
  ],
  [
    'nesting',
    4,
    [
      [
        'of a variable',
        'query ($v: [JSONObject]) { __typename @skip(if: false) }',
        { variables: { v: [{ a: [{}] }] } },
      ],
    ],
    [
      ['of a variable', 'query ($v: [JSONObject]) { __typename }', { variables: { v: [{ a: [{ b: {} }] }] } }],
      ['of a literal', '{ nodes(ids: [[[""]]]) { id } }'],
      ['of selections', account('campaign(campaignId: "a") { account { campaign(campaignId: "b") { id } } }')],
      ['of inline fragments', '{ ... { ... { ... { ... { __typename } } } } }'],
    ],
  ],
  [
    'alerts',
    3,
    [
      ['one by one', `mutation ${INPUT} { ${sends(3)} }`, WITH_INPUT],
      ['in a list', LIST, { variables: { inputs: inputs(3) } }],
    ],
    [
      ['one by one', `mutation ${INPUT} { ${sends(4)} }`, WITH_INPUT],
      ['in a list', LIST, { variables: { inputs: inputs(4) } }],
      ['in a list that a variable is where it is not given', LIST.replace('!]!', `!]! = [${LITERALS}]`)],
      ['in a list that is written out', `mutation { sendProactiveAlerts(inputs: [${LITERALS}]) { __typename } }`],
      [
        'in two ways',
        `mutation ${INPUT} { ${sends(3)} b: sendProactiveAlerts(inputs: [$input]) { __typename } }`,
        WITH_INPUT,
      ],
      [
        'in fragments',
        `mutation ${INPUT} { ${sends(2)} ...A } fragment A on Mutation { b: ${SEND} ... { c: ${SEND} } }`,
        WITH_INPUT,
      ],
      [
        'of one of two',
        `query A { __typename } mutation B ${INPUT} { ${sends(4)} }`,
        { ...WITH_INPUT, operationName: 'B' },
      ],
    ],
  ],
];
