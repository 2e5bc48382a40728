import type { RangeName } from './ranges.ts';

/** What every screen is of. */
export type ScreenProps = { readonly accountId: string; readonly range: RangeName };
