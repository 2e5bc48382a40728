/** How many may have a place at once. */
type PlaceLimits = { readonly total: number; readonly perCaller: number };

/** Places for what lasts longer than a request. */
export type Places = {
  /** Takes a place, and returns how to leave it; or the limit that has been reached. */
  enter(caller: string, limits: PlaceLimits): (() => void) | keyof PlaceLimits;
  readonly taken: () => number;
};

/** Places, all of them free. */
export function createPlaces(): Places {
  const byCaller = new Map<string, number>();
  let taken = 0;
  return {
    enter(caller, { total, perCaller }) {
      const own = byCaller.get(caller) ?? 0;
      if (taken >= total) return 'total';
      if (own >= perCaller) return 'perCaller';
      byCaller.set(caller, own + 1);
      taken += 1;
      return () => {
        const left = (byCaller.get(caller) ?? 0) - 1;
        if (left > 0) byCaller.set(caller, left);
        else byCaller.delete(caller);
        taken -= 1;
      };
    },
    taken: () => taken,
  };
}
