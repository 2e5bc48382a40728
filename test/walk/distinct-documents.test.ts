import { describe, expect, it, vi } from 'vitest';
import { collectGarbage } from '../support/collect-garbage.ts';
import { startLimited } from '../support/limited.ts';

function usedBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A valid document like no other, with some fields, and as much text besides as is wanted. */
const documentOf = (index: number, text = '') =>
  `query Q${index} { account(accountId: "${text}${index}") { ${'accountId id '.repeat(10)} campaign(campaignId: "c${index}") { id } } }`;

/** 700 documents of so many characters fill the memory of documents. */
const LONG = 'x'.repeat(1000);

describe('documents that never come again', () => {
  it('leave the heap where it was, and are not compiled', async () => {
    const { ask, bugs } = await startLimited();
    for (let index = 0; index < 700; index += 1) await ask(documentOf(index, LONG));
    const before = usedBytes();
    const compile = vi.spyOn(globalThis, 'Function');
    for (let index = 1000; index < 2000; index += 1) await ask(documentOf(index));
    expect(compile).not.toHaveBeenCalled();
    expect(usedBytes() - before).toBeLessThan(32 * 1024 ** 2);
    expect((await ask(documentOf(1999))).status).toBe(200);
    expect(compile).toHaveBeenCalled();
    compile.mockRestore();
    expect(bugs).toEqual([]);
  }, 60_000);
});
