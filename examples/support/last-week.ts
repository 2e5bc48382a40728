const DAY_MS = 86_400_000;

/** The seven whole UTC days before yesterday, which are settled: LivePerson adds nothing to them. */
export function lastWeek(): { start: string; end: string } {
  const end = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS;
  return { start: new Date(end - 7 * DAY_MS).toISOString(), end: new Date(end).toISOString() };
}
