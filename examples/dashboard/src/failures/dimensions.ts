import { day, words } from '../format.ts';

/** What a reason can be broken down by. */
export const DIMENSIONS = { CAMPAIGN: 'Campaign', SKILL: 'Skill', CHANNEL: 'Channel', DAY: 'Day' } as const;

/** One of them. */
export type Dimension = keyof typeof DIMENSIONS;

/** What a group or a message has in each of them; a day as 2026-03-01. */
type Values = {
  readonly campaignId: string | null;
  readonly skill: string | null;
  readonly channel: string | null;
  readonly day: string | null;
};

/** The value in a dimension, and its name. */
export function valueIn(dimension: Dimension, values: Values): { readonly key: string; readonly name: string } {
  const key = { CAMPAIGN: values.campaignId, SKILL: values.skill, CHANNEL: values.channel, DAY: values.day }[dimension];
  if (key === null) return { key: '', name: `No ${DIMENSIONS[dimension].toLowerCase()}` };
  return { key, name: dimension === 'DAY' ? day(key) : dimension === 'CHANNEL' ? words(key) : key };
}
