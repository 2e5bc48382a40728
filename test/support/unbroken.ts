import { expect } from 'vitest';
import type { TestGateway } from './gateway.ts';

/** Bounds that keep a fuzz test to a few seconds; the seed makes its runs the same ones each time. */
export const BOUNDED = { seed: 20_260_315, numRuns: 100, interruptAfterTimeLimit: 4000 };

/** An answer that blames the gateway: no client's input may bring it forth. */
export function expectNoFault(status: number, text: string): void {
  expect(status, text).toBeLessThan(500);
  expect(text).not.toContain('INTERNAL_SERVER_ERROR');
}

/** Posts a GraphQL request, and expects no fault of it. */
export async function postUnbroken({ url }: TestGateway, request: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(request) });
  expectNoFault(response.status, await response.text());
}

/** Expects that nothing was reported as a bug, and that a good query still has its answer. */
export async function expectUnbroken(gateway: TestGateway): Promise<void> {
  expect(gateway.bugs).toEqual([]);
  const { data, errors } = await gateway.query('{ accounts { handoffs(first: 1) { nodes { name } } } }');
  expect(errors).toBeUndefined();
  expect(data.accounts[0].handoffs.nodes).toHaveLength(1);
}
