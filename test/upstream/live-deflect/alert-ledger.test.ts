import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/upstream/live-deflect/alert-ledger.ts';
import { claimOf, sentOutcome } from '../../support/ledger.ts';
import { failureOf } from '../../support/sender.ts';

const HOLD_MS = 60_000;

describe('memoryLedger', () => {
  it('gives a free key, and tells whose a claimed one is', async () => {
    const ledger = memoryLedger()(HOLD_MS);
    expect(await ledger.claim(claimOf('a'))).toBeNull();
    expect(await ledger.claim(claimOf('b'))).toBeNull();
    const { input, until } = claimOf('a');
    expect(await ledger.claim(claimOf('a', 'other'))).toMatchObject({ input, until, outcome: null });
  });

  it('tells the outcome once there is one', async () => {
    const ledger = memoryLedger()(HOLD_MS);
    await ledger.claim(claimOf('a'));
    ledger.settle(claimOf('a'), sentOutcome());
    expect(await ledger.claim(claimOf('a'))).toMatchObject({ outcome: sentOutcome() });
  });

  it('gives a released key again', async () => {
    const ledger = memoryLedger()(HOLD_MS);
    await ledger.claim(claimOf('a'));
    ledger.release(claimOf('a'));
    expect(await ledger.claim(claimOf('a'))).toBeNull();
  });

  it('holds a key for its time after the outcome, and no longer', async () => {
    const ledger = memoryLedger()(300);
    await ledger.claim(claimOf('a'));
    await sleep(200);
    ledger.settle(claimOf('a'), sentOutcome());
    await sleep(200);
    expect(await ledger.claim(claimOf('a'))).toMatchObject({ outcome: sentOutcome() });
    await sleep(150);
    expect(await ledger.claim(claimOf('a'))).toBeNull();
  });

  it('refuses new keys, unsent, when it is full, and drops none that it holds', async () => {
    const ledger = memoryLedger({ maxKeys: 2 })(HOLD_MS);
    await ledger.claim(claimOf('a'));
    await ledger.claim(claimOf('b'));
    const failure = await failureOf(ledger.claim(claimOf('c')));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { delivery: 'unsent' } });
    expect(failure.message).toContain('2 idempotency keys');
    expect(await ledger.claim(claimOf('a'))).not.toBeNull();
    ledger.release(claimOf('b'));
    expect(await ledger.claim(claimOf('c'))).toBeNull();
  });

  it('forgets what a key became before it forgets the key', async () => {
    const ledger = memoryLedger({ maxOutcomeLength: 300 })(HOLD_MS);
    for (const key of ['a', 'b', 'c']) {
      await ledger.claim(claimOf(key));
      ledger.settle(claimOf(key), sentOutcome());
    }
    expect(await ledger.claim(claimOf('a'))).toMatchObject({ outcome: { kind: 'OUTCOME_UNKNOWN' } });
    expect(await ledger.claim(claimOf('c'))).toMatchObject({ outcome: sentOutcome() });
  });

  it('keeps that there was an outcome larger than all that it may hold', async () => {
    const ledger = memoryLedger({ maxOutcomeLength: 300 })(HOLD_MS);
    await ledger.claim(claimOf('a'));
    ledger.settle(claimOf('a'), sentOutcome('m'.repeat(400)));
    expect(await ledger.claim(claimOf('a'))).toMatchObject({ outcome: { kind: 'OUTCOME_UNKNOWN' } });
  });

  it('holds a key for the time of the face that it was used through, and all faces know it', async () => {
    const ledgerOf = memoryLedger();
    const [long, short] = [ledgerOf(HOLD_MS), ledgerOf(50)];
    await long.claim(claimOf('a'));
    await short.claim(claimOf('b'));
    expect(await long.claim(claimOf('b'))).not.toBeNull();
    await sleep(60);
    expect(await short.claim(claimOf('a'))).not.toBeNull();
    expect(await long.claim(claimOf('b'))).toBeNull();
  });
});
