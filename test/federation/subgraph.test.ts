import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startRouter } from '../support/router.ts';
import { startSubgraph } from '../support/subgraph.ts';

const SDL = '{ _service { sdl } }';

/** A gateway with no upstream behind it: composing asks none. */
function startAlone(config: Record<string, unknown> = {}) {
  return startTestGateway({ accounts: [accountAt('http://127.0.0.1:9')], ...config });
}

/** Another team's subgraph that is made for Relay, too; `query` are the fields of its query type. */
function relaySubgraph(query: string): Promise<string> {
  return startSubgraph(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    interface Node { id: ID! }
    type Customer implements Node @key(fields: "id") { id: ID! name: String! }
    type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
    type TimeRange @shareable { start: DateTime! end: DateTime! }
    scalar DateTime
    type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! during: TimeRange }
    type Query { ${query} customers: CustomerConnection }
  `);
}

describe('the schema without federation', () => {
  it('has nothing of a subgraph', async () => {
    const gateway = await startAlone();
    const { errors } = await gateway.query('{ _service { sdl } _entities(representations: []) { __typename } }');
    expect(errors?.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Cannot query field "_service" on type "Query"'),
        expect.stringContaining('Cannot query field "_entities" on type "Query"'),
      ]),
    );
  });
});

describe('Query._service', () => {
  it('tells the schema with its keys, also where introspection is off', async () => {
    const gateway = await startAlone({ federation: true, web: { introspection: false } });
    const { data } = await gateway.query(SDL);
    const { sdl } = data._service;
    expect(sdl).toMatch(/^extend schema @link\(url: "https:\/\/specs.apollo.dev\/federation\/v2\.0"/);
    expect([...sdl.matchAll(/^type (.*@.*) {$/gm)].map(([, declared]) => declared)).toEqual([
      'Account implements Node @key(fields: "id") @key(fields: "accountId")',
      'Analytics implements Node @key(fields: "id")',
      'Campaign implements Node @key(fields: "id") @key(fields: "account { accountId } campaignId")',
      'ConsumerReport implements Node @key(fields: "id")',
      'Deflection implements Node @key(fields: "id")',
      'Handoff implements Node @key(fields: "id")',
      'PageInfo @shareable',
      'ProactiveAlertRecord implements Node @key(fields: "id")',
      'TimeRange @shareable',
      'Transaction implements Node @key(fields: "id")',
    ]);
  });

  it('leaves the gateway’s own lookups by id, and its subscriptions, to the gateway', async () => {
    const gateway = await startAlone({ federation: true });
    const { data } = await gateway.query(SDL);
    expect(data._service.sdl).toMatch(/^type Query {$/m);
    expect(data._service.sdl).not.toMatch(/^ {2}nodes?\(/m);
    expect(data._service.sdl).not.toContain('Subscription');
    const own = await gateway.query('{ nodes(ids: []) { id } }');
    expect(own).toEqual({ data: { nodes: [] } });
  });
});

describe('composition', () => {
  it('takes the gateway alone', async () => {
    const gateway = await startAlone({ federation: true });
    const { api } = await startRouter({ outbound: gateway.url });
    expect(api).toContain('sendProactiveAlert(');
  });

  it.each([
    ['has node of its own', 'node(id: ID!): Node'],
    ['shares node', 'node(id: ID!): Node @shareable'],
    ['has no node', ''],
  ])('takes it beside another Relay subgraph that %s', async (_, node) => {
    const gateway = await startAlone({ federation: true });
    const { api } = await startRouter({ outbound: gateway.url, crm: await relaySubgraph(node) });
    expect(api).toContain('type Customer implements Node');
    expect(api).toContain('type Handoff implements Node');
    expect(/^ {2}node\(/m.test(api)).toBe(node !== '');
  });
});
