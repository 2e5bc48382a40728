// @vitest-environment jsdom
import { spawnSync } from 'node:child_process';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { RelayEnvironmentProvider } from 'react-relay';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { failHandoffs } from '../support/fail-handoffs.ts';
import { lastWeek } from '../support/last-week.ts';
import { recordedFetch } from '../support/recorded-fetch.ts';
import { createEnvironment } from './environment.ts';
import { Transactions } from './transactions.tsx';

afterEach(cleanup);

/** Shows the screen; returns the bodies of the requests that it sends. */
function show(accountId: string) {
  const { send, bodies } = recordedFetch();
  render(
    <RelayEnvironmentProvider environment={createEnvironment(inject('gatewayUrl'), send)}>
      <Transactions accountId={accountId} attempted={lastWeek()} />
    </RelayEnvironmentProvider>,
  );
  return bodies;
}

const rows = () => document.querySelectorAll('li');
const shown = (count: number) => waitFor(() => expect(rows()).toHaveLength(count), { timeout: 30_000 });

describe('the Relay example', () => {
  it('is compiled by relay-compiler without a complaint', () => {
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/relay-compiler', ['--validate'], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    expect(stdout + stderr).not.toMatch(/WARN|ERROR/);
  });

  it('shows 1,500 rows in pages of 100, each once, and asks by ids alone', async () => {
    const bodies = show('12345678');
    for (let count = 100; count <= 1500; count += 100) {
      await shown(count);
      if (count < 1500) screen.getByText('More').click();
    }
    expect(new Set([...rows()].map((row) => row.querySelector('button')?.ariaLabel))).toHaveLength(1500);
    expect(bodies).toHaveLength(15);
    expect(bodies.every((body) => Object.keys(body).join() === 'documentId,variables')).toBe(true);
  });

  it('reads one row again by its id', async () => {
    const bodies = show('12345678');
    await shown(100);
    rows()[7]?.querySelector('button')?.click();
    await waitFor(() => expect(bodies).toHaveLength(2));
    expect(bodies[1]?.variables).toEqual({ id: expect.any(String) });
    await shown(100);
  });

  it('shows the rows whose handoffs could not be read', async () => {
    await failHandoffs(inject('sandboxUrl'));
    show('12345678');
    await shown(100);
    expect(screen.getAllByRole('alert')[0]?.textContent).toBe('The handoff could not be read.');
  });

  it('says that an account is not there', async () => {
    show('unknown');
    expect((await screen.findByRole('alert')).textContent).toBe('There is no such account.');
  });
});
