import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';
import { startSandboxed } from '../support/sandbox.ts';

const DATA = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('the security headers', () => {
  it.each<[string, string, RequestInit]>([
    [
      'data',
      '/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' },
    ],
    ['errors', '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{"}' }],
    ['refusals', '/graphql', {}],
    ['preflights', '/graphql', { method: 'OPTIONS' }],
    ['paths that lead nowhere', '/', {}],
    ['health', '/health/ready', {}],
    ['metrics', '/metrics', {}],
  ])('are on %s', async (_, path, init) => {
    const { headers } = await fetch(new URL(path, await startProduction()), init);
    expect(Object.fromEntries(headers)).toMatchObject(DATA);
    for (const name of ['x-powered-by', 'server', 'strict-transport-security']) expect(headers.get(name)).toBeNull();
  });

  it('let the page of GraphiQL run its own scripts, and ask its own origin only', async () => {
    const { gateway } = await startSandboxed();
    const [first, second] = await Promise.all(
      [1, 2].map(() => fetch(gateway.url, { headers: { accept: 'text/html' } })),
    );
    const policy = first?.headers.get('content-security-policy') ?? '';
    const [, nonce] = /script-src 'nonce-([^']+)'/.exec(policy) ?? [];
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    const scripts = (await first?.text())?.match(/<script(?! id="options")[^>]*>/g) ?? [];
    expect(scripts).toHaveLength(2);
    for (const script of scripts) expect(script).toContain(` nonce="${nonce}" src="graphql/`);
    expect(second?.headers.get('content-security-policy')).not.toBe(policy);
    expect(first?.headers.get('x-frame-options')).toBe('DENY');
    expect(first?.headers.get('cache-control')).toBe('no-store');
  });
});
