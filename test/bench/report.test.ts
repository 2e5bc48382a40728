import { describe, expect, it } from 'vitest';
import type { Figures, Measurement } from '../../bench/figures.ts';
import { reachGoals } from '../../bench/goals.ts';
import { readOptions } from '../../bench/options.ts';
import { median, medianRatio } from '../../bench/ratios.ts';
import { report } from '../../bench/report.ts';
import { parseWrk } from '../../bench/wrk.ts';

/** A measurement of so many requests a second, on a server that used so much of its core. */
function measurement(perSecond: number, used = 1, p50Ms = 1, p99Ms = 1.5): Measurement {
  const perCoreSecond = perSecond / used;
  return { requests: perSecond, seconds: 1, perSecond, perCoreSecond, others: 0.04, p50Ms, p99Ms };
}

/** Two rounds of analytics; the second runs on a machine that is half as fast. */
const FIGURES: Figures = {
  loads: new Map([
    [
      'analytics',
      new Map([
        ['gateway', [measurement(32_000), measurement(16_000)]],
        ['bare-ready', [measurement(40_000), measurement(20_000)]],
        ['gateway-no-cache', [measurement(600, 1, 20, 70), measurement(300, 1, 40, 140)]],
        ['mercurius', [measurement(6000), measurement(3000)]],
        // Slow, because somebody else had half of its core.
        ['yoga', [measurement(7000, 0.5), measurement(7000, 0.5)]],
        ['gateway-not-ready', [measurement(7000), measurement(7000)]],
      ]),
    ],
  ]),
  calls: new Map([['analytics', new Map([['gateway', { first: 1, again: 0 }]])]]),
  start: { startMs: 750, idleMb: 120 },
  wire: { plain: 250_000, packed: 20_000 },
};

describe('the medians', () => {
  it('are the value in the middle, or the mean of the two there', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 2, 9, 1])).toBe(5.5);
    expect(median([3])).toBe(3);
    expect(median([])).toBeNaN();
  });

  it('of ratios compare only what was measured in the same round', () => {
    // Each round has the ratio 0.5; the ratio of the medians would be 0.1.
    expect(medianRatio([1, 50, 10], [2, 100, 20])).toBe(0.5);
    expect(medianRatio([1, 50], [2, 100, 20])).toBe(0.5);
    expect(medianRatio([1, 2], [])).toBeNaN();
  });
});

describe('the figures to reach', () => {
  const goals = reachGoals(FIGURES);
  const about = (title: string) => goals.find((goal) => goal.title === title);

  it('are reached or missed by ratios within a round', () => {
    expect(about('default × bare ready bytes: analytics of 30 rows')).toMatchObject({ value: 0.8, isReached: true });
    expect(about('caching off × Mercurius: analytics of 30 rows')).toMatchObject({ value: 0.1, isReached: false });
    expect(about('p99 ÷ p50, ready answers: analytics of 30 rows')).toMatchObject({ value: 1.5, isReached: true });
    expect(about('bytes of a page of 1,000 as a browser asks, of all')).toMatchObject({ value: 0.08, isReached: true });
    expect(about('resident memory idle')).toMatchObject({ value: 120, isReached: false });
    expect(about('cold start to the first answer')).toMatchObject({ value: 0.75, isReached: true });
  });

  it('are missed by a ratio that holds only because the base was disturbed', () => {
    const goal = about('ready answers off × Yoga’s `{ __typename }`: analytics of 30 rows');
    expect(goal).toMatchObject({ value: 1, perCore: 0.5, isReached: false });
  });

  it('are not reached where nothing was measured', () => {
    expect(about('32 keys × one key: analytics of 30 rows')).toMatchObject({ value: Number.NaN, isReached: false });
  });
});

describe('the report', () => {
  const lines = report(FIGURES, readOptions(['--rounds', '2']), { server: 0, upstream: 1, client: 1 }).split('\n');

  it('says how much of the server’s core was used by others', () => {
    expect(lines[0]).toContain('Others used 4 % of the server’s core.');
  });

  it('has a row for each subject of a query', () => {
    expect(lines).toContain('| the gateway | 24,000 | 0.800 | 5.33 | 1.00 | 1.50 | 1.5 | 24,000 | 1, 0 |');
    expect(lines).toContain('| bare Node.js, ready bytes | 30,000 | 1.000 | 6.67 | 1.00 | 1.50 | 1.5 | 30,000 | – |');
  });

  it('says which goals were reached, missed and not measured', () => {
    expect(lines).toContain('| default × bare ready bytes: analytics of 30 rows | 0.80 | 0.80 | 0.75 | reached |');
    expect(lines).toContain('| resident memory idle | 120.00 | – | 110 MB | missed |');
    expect(lines).toContain('| 1,000 callers × one: analytics of 30 rows | – | – | 0.8 | not measured |');
  });
});

describe('the output of wrk', () => {
  const output = (failed: number, requests = 1000) =>
    `Running 2s test @ http://127.0.0.1:4000\nfigures {"requests":${requests},"seconds":2.0,"p50Ms":0.4,"p99Ms":0.9,"failed":${failed}}\n`;

  it('is read from the line of our script', () => {
    expect(parseWrk(output(0))).toEqual({ requests: 1000, seconds: 2, perSecond: 500, p50Ms: 0.4, p99Ms: 0.9 });
  });

  it('is refused if a request failed, if there was no answer, or if the line is missing', () => {
    expect(() => parseWrk(output(3))).toThrow('3 of 1000 requests failed');
    expect(() => parseWrk(output(0, 0))).toThrow('wrk saw no answer');
    expect(() => parseWrk('unable to connect')).toThrow('wrk printed no figures: unable to connect');
  });
});

describe('the options', () => {
  it('measure everything unless they name something', () => {
    const queries = ['analytics', 'page-100', 'page-1000', 'joined'];
    expect(readOptions([])).toEqual({ rounds: 3, seconds: 2, only: [], queries });
    expect(readOptions(['--seconds', '5', '--only', 'yoga,apollo', '--query', 'joined,analytics'])).toEqual({
      rounds: 3,
      seconds: 5,
      only: ['yoga', 'apollo'],
      queries: ['analytics', 'joined'],
    });
  });

  it.each([['--rounds=0'], ['--seconds=1.5'], ['--query=all'], ['--fast']])('refuse %s', (option) => {
    expect(() => readOptions([option])).toThrow();
  });
});
