import { join } from 'node:path';
import { ApolloClient, InMemoryCache } from '@apollo/client';
import { parse } from 'graphql';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { startGatewayOver } from '../../scripts/processes.ts';
import { sandboxAccounts } from '../../src/sandbox/accounts.ts';
import { graphql } from '../generated/index.ts';
import { recordedFetch } from '../support/recorded-fetch.ts';
import { persistedClient, persistedLink } from './persisted.ts';

const Account = graphql(`
  query Account($accountId: String!) {
    account(accountId: $accountId) { id accountId }
  }
`);

const variables = { accountId: '12345678' };
const answer = { account: expect.objectContaining({ accountId: '12345678' }) };

let url = '';

beforeAll(async () => {
  const manifest = join(import.meta.dirname, '../generated/persisted-documents.json');
  const settings = { documents: { mode: 'only', manifest } };
  const gateway = await startGatewayOver(inject('sandboxUrl'), sandboxAccounts[0], {}, settings);
  url = gateway.url;
  return gateway.stop;
});

describe('persistedLink', () => {
  const ask = (uri: string, send: typeof fetch) =>
    new ApolloClient({ cache: new InMemoryCache(), link: persistedLink(uri, send) }).query({
      query: Account,
      variables,
    });

  it('is answered by a gateway that answers trusted documents only, without a text', async () => {
    const { send, bodies } = recordedFetch();
    expect((await ask(url, send)).data).toEqual(answer);
    expect(bodies).toEqual([expect.not.objectContaining({ query: expect.anything() })]);
  });

  it('sends the text to a gateway that knows other documents', async () => {
    const { send, bodies } = recordedFetch();
    expect((await ask(inject('gatewayUrl'), send)).data).toEqual(answer);
    expect(bodies.map(({ query }) => typeof query)).toEqual(['undefined', 'string']);
  });
});

describe('persistedClient', () => {
  it('is answered by a gateway that answers trusted documents only, without a text', async () => {
    const { send, bodies } = recordedFetch();
    expect((await persistedClient(url, send).query(Account, variables)).data).toEqual(answer);
    expect(bodies).toEqual([expect.not.objectContaining({ query: expect.anything() })]);
  });

  it.each([
    ['an id that the gateway does not know', Account, 'PERSISTED_QUERY_NOT_FOUND'],
    ['a document that graphql-codegen has not seen', parse('{ accounts { id } }'), undefined],
  ])('sends %s once', async (_, document, code) => {
    const { send, bodies } = recordedFetch();
    const { error } = await persistedClient(inject('gatewayUrl'), send).query<unknown>(document, variables);
    expect(error?.graphQLErrors[0]?.extensions.code).toBe(code);
    expect(bodies).toHaveLength(1);
  });
});
