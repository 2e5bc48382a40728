/** How many exports run at once. */
type ExportLimits = { readonly total: number; readonly perCaller: number };

/** The exports in progress. */
export type ExportPlaces = {
  /** Takes a place, and returns how to leave it; or the limit that has been reached. */
  enter(caller: string, limits: ExportLimits): (() => void) | keyof ExportLimits;
  readonly running: () => number;
  /** Aborts when the process stops. */
  readonly stopping: AbortSignal;
  /** Ends all exports, and lets no more begin. */
  stop(): void;
};

/** No exports yet. `onBusy` is called when the first one begins, and with false when the last one has ended. */
export function createExportPlaces(onBusy: (isBusy: boolean) => void): ExportPlaces {
  const byCaller = new Map<string, number>();
  const stopping = new AbortController();
  let running = 0;
  return {
    enter(caller, { total, perCaller }) {
      const own = byCaller.get(caller) ?? 0;
      if (running >= total || stopping.signal.aborted) return 'total';
      if (own >= perCaller) return 'perCaller';
      byCaller.set(caller, own + 1);
      running += 1;
      if (running === 1) onBusy(true);
      return () => {
        const left = (byCaller.get(caller) ?? 0) - 1;
        if (left > 0) byCaller.set(caller, left);
        else byCaller.delete(caller);
        running -= 1;
        if (running === 0) onBusy(false);
      };
    },
    running: () => running,
    stopping: stopping.signal,
    stop: () => stopping.abort(),
  };
}
