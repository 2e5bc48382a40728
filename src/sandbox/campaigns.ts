import type { Channel } from './error-dictionary.ts';
import { type SendingHandoff, sendingHandoffs } from './handoffs.ts';
import { mix, pick, randomFrom } from './random.ts';
import type { Series } from './series.ts';

/** One campaign: what it sends, and from which UTC day to which. */
export type Campaign = {
  campaignId: string;
  startDay: number;
  lastDay: number;
  handOffId: string;
  /** The channel of its messages, except for a few whose initial channel was another. */
  channel: Channel;
  /** One skill, rarely two. */
  skills: readonly string[];
  /** Its share of the messages of a day, relative to the other active campaigns. */
  weight: number;
};

/** The skills of an account, as the documents name them. */
export const skills: readonly string[] = ['billing', 'sales', 'service', 'retention'];

const campaignsPerDay = 5;
const longestRun = 3;
const alphabet = 'aX0bY1cZ2dA3eB4fC5gD6hE7iF8jG9kHlImJnKoLpMqNrOsPtQuRvSwTxUyVzW';
const idLength = 9;
const ordinalBits = 3;
const payloadSize = 2 ** 20;

/** The campaigns that send messages on a day, about ten. */
export function activeCampaigns(series: Series, dayNumber: number): Campaign[] {
  const handoffs = sendingHandoffs(series.accountId);
  const active: Campaign[] = [];
  for (let startDay = dayNumber - longestRun + 1; startDay <= dayNumber; startDay += 1) {
    for (let ordinal = 0; ordinal < campaignsPerDay; ordinal += 1) {
      const campaign = campaignAt(series, handoffs, startDay, ordinal);
      if (campaign.lastDay >= dayNumber) active.push(campaign);
    }
  }
  return active;
}

/** The campaign with an id; undefined when the id is not one of this series. */
export function campaignOf(series: Series, campaignId: string): Campaign | undefined {
  const payload = payloadOf(series, campaignId);
  if (payload === undefined) return undefined;
  const ordinal = payload % 2 ** ordinalBits;
  if (ordinal >= campaignsPerDay) return undefined;
  return campaignAt(series, sendingHandoffs(series.accountId), Math.floor(payload / 2 ** ordinalBits), ordinal);
}

function campaignAt(series: Series, handoffs: readonly SendingHandoff[], startDay: number, ordinal: number): Campaign {
  const payload = startDay * 2 ** ordinalBits + ordinal;
  const random = randomFrom(mix(payload, series.seed));
  // In turn, so that a few days use every handoff.
  const handoff = handoffs[(startDay * campaignsPerDay + ordinal) % handoffs.length] as SendingHandoff;
  const skill = pick(random, skills);
  const other = pick(random, skills);
  return {
    campaignId: campaignId(series, payload),
    startDay,
    lastDay: startDay + Math.floor(random() * longestRun),
    handOffId: handoff.handOffId,
    channel: pick(random, handoff.channels),
    skills: random() < 0.15 && other !== skill ? [skill, other] : [skill],
    weight: 0.3 + random() * 1.4,
  };
}

/**
 * Nine characters with the payload and a 32-bit check, so that a made-up id is not taken for a campaign.
 */
function campaignId(series: Series, payload: number): string {
  const check = mix(payload, series.seed ^ idLength);
  let rest = check * payloadSize + (payload ^ (check % payloadSize));
  let id = '';
  for (let position = 0; position < idLength; position += 1) {
    id = alphabet.charAt(rest % alphabet.length) + id;
    rest = Math.floor(rest / alphabet.length);
  }
  return id;
}

function payloadOf(series: Series, id: string): number | undefined {
  if (id.length !== idLength) return undefined;
  let value = 0;
  for (const character of id) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    value = value * alphabet.length + digit;
  }
  const check = Math.floor(value / payloadSize);
  const payload = (value % payloadSize) ^ (check % payloadSize);
  return campaignId(series, payload) === id ? payload : undefined;
}
