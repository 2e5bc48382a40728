import { describe, expect, it } from 'vitest';
import { LIMIT_CASES } from '../support/limit-cases.ts';
import { startLimited } from '../support/limited.ts';

/** The media types that a GraphQL client may accept. */
const ACCEPTS = ['application/json', 'application/graphql-response+json'];

describe.each(LIMIT_CASES)('operations.%s', (limit, maximum, at, above) => {
  const methods = limit === 'alerts' ? (['POST'] as const) : (['POST', 'GET'] as const);

  it('lets through what is at it', async () => {
    const gateway = await startLimited({ [limit]: maximum });
    for (const [how, query, request] of at) {
      for (const method of methods) {
        const { errors = [] } = await gateway.ask(query, { ...request, method });
        expect(
          errors.map(({ extensions }) => extensions.code),
          `${method} ${how}`,
        ).not.toContain('LIMIT_EXCEEDED');
      }
    }
    expect(gateway.bugs).toEqual([]);
  });

  it('refuses what is one above, with its figures, and asks no upstream', async () => {
    const gateway = await startLimited({ [limit]: maximum });
    for (const [how, query, request] of above) {
      for (const method of methods) {
        for (const accept of ACCEPTS) {
          const { status, data, errors } = await gateway.ask(query, { ...request, method, headers: { accept } });
          const actual = limit === 'tokens' ? {} : { actual: maximum + 1 };
          expect(
            errors?.map(({ extensions }) => extensions),
            `${method} ${how}`,
          ).toEqual([{ code: 'LIMIT_EXCEEDED', limit, maximum, ...actual }]);
          expect(errors?.[0]?.message).toMatch(new RegExp(` ${maximum}\\b`));
          expect({ status, data }).toEqual({ status: 400, data: undefined });
        }
      }
    }
    expect(gateway.asked()).toBe(0);
    expect(gateway.bugs).toEqual([]);
  });

  it('refuses it the second time, too', async () => {
    const gateway = await startLimited({ [limit]: maximum });
    const [, query = '', request] = above[0] ?? [];
    const first = await gateway.ask(query, request);
    expect(first.errors).toHaveLength(1);
    expect(await gateway.ask(query, request)).toEqual(first);
  });
});

describe('operations.validationErrors', () => {
  const wrong = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `wrong${index}`).join(' ')} }`;

  it.each(ACCEPTS)('reports as many, and that there are more, to %s', async (accept) => {
    const gateway = await startLimited({ validationErrors: 3 });
    for (const method of ['POST', 'GET'] as const) {
      const at = await gateway.ask(wrong(3), { method, headers: { accept } });
      expect(at.errors?.map(({ extensions }) => extensions.code)).toEqual(Array(3).fill('GRAPHQL_VALIDATION_FAILED'));
      const above = await gateway.ask(wrong(4), { method, headers: { accept } });
      expect(above.status).toBe(400);
      expect(above.errors?.slice(0, 3)).toEqual(at.errors);
      expect(above.errors?.slice(3).map(({ extensions }) => extensions)).toEqual([
        { code: 'LIMIT_EXCEEDED', limit: 'validationErrors', maximum: 3 },
      ]);
    }
    expect(gateway.asked()).toBe(0);
  });
});
