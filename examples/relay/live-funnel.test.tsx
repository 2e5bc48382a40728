// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { RelayEnvironmentProvider } from 'react-relay';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createStreams, liveSubscribe } from '../clients/live.ts';
import { createEnvironment } from './environment.ts';
import { LiveFunnel } from './live-funnel.tsx';

afterEach(cleanup);

describe('LiveFunnel', () => {
  it('shows what the gateway streams for the id of its subscription', async () => {
    const streams = createStreams(inject('gatewayUrl'), async () => 'any');
    render(
      <RelayEnvironmentProvider environment={createEnvironment('', fetch, liveSubscribe(streams))}>
        <LiveFunnel accountId="12345678" />
      </RelayEnvironmentProvider>,
    );
    expect(screen.getByRole('status').textContent).toBe('Loading');
    await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/^\d+$/), { timeout: 30_000 });
    streams.dispose();
  });
});
