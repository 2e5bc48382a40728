// @vitest-environment jsdom
import { ApolloClient, HttpLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createCache } from '../clients/apollo-cache.ts';
import { failHandoffs } from '../support/fail-handoffs.ts';
import { lastWeek } from '../support/last-week.ts';
import { recordedFetch } from '../support/recorded-fetch.ts';
import { Transactions } from './transactions.tsx';

afterEach(cleanup);

/** Shows the screen; returns the bodies of the requests that it sends. */
function show(accountId: string, uri = inject('gatewayUrl')) {
  const { send, bodies } = recordedFetch();
  const client = new ApolloClient({ cache: createCache(), link: new HttpLink({ uri, fetch: send }) });
  render(
    <ApolloProvider client={client}>
      <Transactions accountId={accountId} attempted={lastWeek()} />
    </ApolloProvider>,
  );
  return bodies;
}

const rows = () => document.querySelectorAll('li');
const shown = (count: number) => waitFor(() => expect(rows()).toHaveLength(count), { timeout: 30_000 });

describe('the Apollo example', () => {
  it('shows 1,500 rows in pages of 100, each once', async () => {
    const bodies = show('12345678');
    for (let count = 100; count <= 1500; count += 100) {
      await shown(count);
      if (count < 1500) screen.getByText('More').click();
    }
    expect(new Set([...rows()].map((row) => row.querySelector('button')?.ariaLabel))).toHaveLength(1500);
    expect(bodies).toHaveLength(15);
  });

  it('reads one row again by its id', async () => {
    const bodies = show('12345678');
    await shown(100);
    rows()[7]?.querySelector('button')?.click();
    await waitFor(() => expect(bodies).toHaveLength(2));
    expect(bodies[1]).toMatchObject({ operationName: 'Again', variables: { id: expect.any(String) } });
    await shown(100);
  });

  it('shows the rows, and what of them could not be read', async () => {
    await failHandoffs(inject('sandboxUrl'));
    show('12345678');
    await shown(100);
    expect(screen.getByRole('alert').textContent).toBe('Some of this could not be read: UPSTREAM_UNAUTHORIZED');
  });

  it('says that an account is not there', async () => {
    show('unknown');
    expect((await screen.findByRole('alert')).textContent).toContain('NOT_FOUND');
  });

  it('says that the gateway cannot be reached', async () => {
    show('12345678', 'http://127.0.0.1:9');
    expect((await screen.findByRole('alert')).textContent).toBe('The gateway cannot be reached.');
  });
});
