import { createPlaces, type Places } from './places.ts';

/** The exports in progress. */
export type ExportPlaces = Pick<Places, 'enter'> & {
  readonly running: () => number;
  /** Aborts when the process stops. */
  readonly stopping: AbortSignal;
  /** Ends all exports, and lets no more begin. */
  stop(): void;
};

/** No exports yet. `onBusy` is called when the first one begins, and with false when the last one has ended. */
export function createExportPlaces(onBusy: (isBusy: boolean) => void): ExportPlaces {
  const places = createPlaces();
  const stopping = new AbortController();
  return {
    enter(caller, limits) {
      const leave = stopping.signal.aborted ? 'total' : places.enter(caller, limits);
      if (typeof leave === 'string') return leave;
      if (places.taken() === 1) onBusy(true);
      return () => {
        leave();
        if (places.taken() === 0) onBusy(false);
      };
    },
    running: places.taken,
    stopping: stopping.signal,
    stop: () => stopping.abort(),
  };
}
