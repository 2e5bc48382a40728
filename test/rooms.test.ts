import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wrongImports } from './support/rooms.ts';

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name));

describe('src', () => {
  it('has no loose file but main.ts', () => {
    expect(FILES.filter((file) => file.split('/').length === 2)).toEqual(['src/main.ts']);
  });

  it('imports downwards only', () => {
    expect(FILES.flatMap((file) => wrongImports(file, readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('wrongImports', () => {
  it.each([
    ['src/upstream/live-deflect/adapter.ts', '../../server/gateway.ts'],
    ['src/upstream/live-deflect/adapter.ts', '../../config/config.ts'],
    ['src/upstream/live-deflect/adapter.ts', '../../callers/scope.ts'],
    ['src/upstream/live-deflect/adapter.ts', '../outbound-reporting/types.ts'],
    ['src/upstream/live-deflect/adapter.ts', '../accounts/upstreams.ts'],
    ['src/upstream/live-deflect/adapter.ts', 'graphql'],
    ['src/upstream/traffic/pace.ts', '../live-deflect/types.ts'],
    ['src/upstream/http/decode.ts', '../auth/secret.ts'],
    ['src/upstream/http/decode.ts', '../../server/metrics.ts'],
    ['src/upstream/wire-values.ts', './http/decode.ts'],
    ['src/callers/claims.ts', '../config/config.ts'],
    ['src/request/context.ts', '../graphql/errors.ts'],
    ['src/tracing/tracer.ts', '../server/server.ts'],
    ['src/resolvers/campaign.ts', '../schema/builder.ts'],
    ['src/resolvers/campaign.ts', '../upstream/http/transport.ts'],
    ['src/resolvers/campaign.ts', '../upstream/accounts/upstreams.ts'],
    ['src/resolvers/campaign.ts', '../graphql/errors.ts'],
    ['src/resolvers/campaign.ts', '@pothos/core'],
    ['src/resolvers/campaign.ts', 'undici'],
    ['src/schema/campaign.ts', '../upstream/auth/secret.ts'],
    ['src/schema/campaign.ts', '../graphql/handler.ts'],
    ['src/graphql/handler.ts', '../server/door.ts'],
    ['src/server/gateway.ts', '../sandbox/sandbox.ts'],
    ['src/sandbox/days.ts', '../upstream/wire-values.ts'],
    ['src/sandbox/days.ts', '../config/config.ts'],
    ['src/somewhere/new.ts', '../log/masked.ts'],
  ])('refuses in %s: %s', (file, name) => {
    expect(wrongImports(file, `import { a } from '${name}';`)).toEqual([expect.stringContaining(name)]);
    expect(wrongImports(file, `export { a } from '${name}';`)).toHaveLength(1);
    expect(wrongImports(file, `const a = await import('${name}');`)).toHaveLength(1);
  });

  it.each([
    ['src/main.ts', './sandbox/sandbox.ts'],
    ['src/server/serving.ts', '../graphql/handler.ts'],
    ['src/schema/campaign.ts', '../resolvers/campaign.ts'],
    ['src/schema/campaign.ts', '../upstream/live-deflect/types.ts'],
    ['src/resolvers/campaign.ts', '../request/context.ts'],
    ['src/resolvers/campaign.ts', '../upstream/wire-values.ts'],
    ['src/upstream/live-deflect/adapter.ts', '../http/send-json.ts'],
    ['src/upstream/http/decode.ts', '../wire-values.ts'],
    ['src/upstream/http/transport.ts', 'undici'],
    ['src/sandbox/days.ts', './random.ts'],
    ['src/config/cache.ts', 'zod'],
  ])('lets pass in %s: %s', (file, name) => {
    expect(wrongImports(file, `import { a } from '${name}';`)).toEqual([]);
  });
});
