import type { MadeAnswer } from '../../src/answers/answer.ts';
import type { Asked } from '../../src/answers/answers.ts';
import { createRequestFacts } from '../../src/request/request-facts.ts';

/** A query's answer that may be kept for a minute; `more` replaces what a test is about. */
export function madeAnswer(body = '{"data":{}}', more: Partial<MadeAnswer['answer']> = {}): MadeAnswer {
  const facts = createRequestFacts({ id: 'r', traceId: '0'.repeat(32), arrivedAt: 0 });
  return {
    answer: { status: 200, headers: [], body: Buffer.from(body), freshUntil: Date.now() + 60_000, ...more },
    facts: { ...facts, operationType: 'query', result: 'ok' },
  };
}

/** A client that asks `{ a }` and waits; `more` replaces what a test is about. */
export function asking(more: Partial<Asked> = {}): Asked {
  const query = '{ a }';
  return {
    kind: 'all',
    text: query,
    parameters: () => ({ query }),
    deadlineAt: Date.now() + 60_000,
    onLeave() {},
    ...more,
  };
}
