import { activeCampaigns, type Campaign, skills } from './campaigns.ts';
import { channels } from './error-dictionary.ts';
import { walkFunnel } from './funnel.ts';
import { type Journey, lastStepOf } from './journey.ts';
import { mix, pick, type Random, randomFrom } from './random.ts';
import { createRecent, type Recent } from './recent.ts';
import { dayMs, type Series } from './series.ts';
import { momentOfDay, volumeOf } from './volume.ts';

/** All journeys of one series attempted on one UTC day. */
export type Day = {
  journeys: readonly Journey[];
  /**
   * When the last event of its journeys happened, in milliseconds after the day's midnight; the day does not change
   * after that.
   */
  lastStep: number;
};

/** The days of any series. A day that is not cached takes about 1 ms per 1,000 messages to generate. */
export type Days = {
  dayOf(series: Series, dayNumber: number): Day;
  /** The number of cached days. */
  size(): number;
};

const maxDays = 12;
const ivrNumbers: readonly string[] = ['+12025550140', '+12025550141', '+12025550142', '12025550143'];

/** Days with a mean of `transactionsPerDay` messages. At most 12 are cached; the others are generated when needed. */
export function createDays(transactionsPerDay: number): Days {
  const cache: Recent<Day> = createRecent(maxDays);
  const dayOf = (series: Series, dayNumber: number): Day => {
    const key = `${series.accountId}/${series.app}/${dayNumber}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const day = makeDay(series, dayNumber, transactionsPerDay);
    cache.set(key, day);
    return day;
  };
  return { dayOf, size: cache.size };
}

function makeDay(series: Series, dayNumber: number, transactionsPerDay: number): Day {
  const seed = mix(dayNumber, series.seed);
  const count = volumeOf(series, dayNumber, transactionsPerDay);
  const choose = series.app === 'prmsg' ? campaignChooser(activeCampaigns(series, dayNumber)) : null;
  const journeys: Journey[] = [];
  let lastStep = 0;
  for (let index = 0; index < count; index += 1) {
    const random = randomFrom(mix(index, seed));
    const journey = attempt(dayNumber, index, attemptedAt(index, count, random), choose?.(random) ?? null, random);
    walkFunnel(journey, random);
    journeys.push(journey);
    lastStep = Math.max(lastStep, lastStepOf(journey));
  }
  return { journeys, lastStep };
}

/**
 * Slightly out of order, like the rows in the document. The first attempt is exactly at midnight, on the boundary of two
 * windows.
 */
function attemptedAt(index: number, count: number, random: Random): number {
  if (index === 0) return 0;
  return Math.min(dayMs - 1, momentOfDay((index + 3 * random()) / (count + 3)));
}

function attempt(
  dayNumber: number,
  index: number,
  attempted: number,
  campaign: Campaign | null,
  random: Random,
): Journey {
  const channel = campaign?.channel ?? (random() < 0.8 ? 'sms' : 'wa');
  const skill = pick(random, campaign?.skills ?? skills);
  return {
    dayNumber,
    index,
    channel,
    initialChannel: campaign !== null && random() < 0.03 ? pick(random, channels) : channel,
    skill,
    initialSkill: random() < 0.4 ? 'prmsgoutbound' : skill,
    campaign,
    ivrNumber: campaign === null ? (random() < 0.05 ? '' : pick(random, ivrNumbers)) : null,
    attempted,
    eligible: null,
    invited: null,
    sent: null,
    delivered: null,
    read: null,
    failed: null,
    skipped: null,
    cancelled: null,
    optedIn: null,
    optedOut: null,
    created: null,
    closed: null,
    failure: null,
    score: null,
  };
}

function campaignChooser(active: readonly Campaign[]): (random: Random) => Campaign {
  const total = active.reduce((sum, { weight }) => sum + weight, 0);
  return (random) => {
    let left = random() * total;
    for (const campaign of active) {
      left -= campaign.weight;
      if (left < 0) return campaign;
    }
    return pick(random, active);
  };
}
