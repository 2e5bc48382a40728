import { between, hashText, randomFrom } from './random.ts';
import type { Settings } from './settings.ts';
import type { TimeWindow } from './time-window.ts';

/**
 * The length in rows of the page at an offset, which the server chooses; always the same for a window (Outbound
 * Reporting API, FAQ 10: 1 to 9999).
 */
export function pageLengthAt({ seed, pageLength }: Settings, { startMs, endMs }: TimeWindow, offset: number): number {
  return between(randomFrom(hashText(`${seed}/${startMs}/${endMs}/${offset}`)), pageLength.min, pageLength.max);
}

/** The offset of the page before the one at `offset`; -1 when that is the first. */
export function previousOffsetOf(settings: Settings, window: TimeWindow, offset: number): number {
  let previous = -1;
  for (let start = 0; start < offset; start += pageLengthAt(settings, window, start)) previous = start;
  return previous;
}
