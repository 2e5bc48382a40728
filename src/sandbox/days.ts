import { type Campaign, campaignsAlive, skills } from './campaigns.ts';
import type { Channel } from './error-dictionary.ts';
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
   * Milliseconds after the day's midnight when the last event of its journeys happened; from then on the day never
   * changes.
   */
  lastStep: number;
};

/** Gives the days of any series. A day costs about 1 ms per 1,000 messages when it is not among the few kept. */
export type Days = {
  dayOf(series: Series, dayNumber: number): Day;
  /** How many days are kept. */
  size(): number;
};

const keptDays = 12;
const channels: readonly Channel[] = ['sms', 'wa', 'inapp'];
const ivrNumbers: readonly string[] = ['+12025550140', '+12025550141', '+12025550142', '12025550143'];

/** Days with a mean of `transactionsPerDay` messages; at most twelve are kept, any other is made again when needed. */
export function createDays(transactionsPerDay: number): Days {
  const kept: Recent<Day> = createRecent(keptDays);
  const dayOf = (series: Series, dayNumber: number): Day => {
    const key = `${series.accountId}/${series.app}/${dayNumber}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const day = makeDay(series, dayNumber, transactionsPerDay);
    kept.set(key, day);
    return day;
  };
  return { dayOf, size: kept.size };
}

function makeDay(series: Series, dayNumber: number, transactionsPerDay: number): Day {
  const seed = mix(dayNumber, series.seed);
  const count = volumeOf(series, dayNumber, transactionsPerDay);
  const choose = series.app === 'prmsg' ? campaignChooser(campaignsAlive(series, dayNumber)) : null;
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
 * Ranks a little out of order, as the rows of the document are. The first one is attempted at midnight to the
 * millisecond: it lies on the seam of two windows.
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

function campaignChooser(alive: readonly Campaign[]): (random: Random) => Campaign {
  const total = alive.reduce((sum, { weight }) => sum + weight, 0);
  return (random) => {
    let left = random() * total;
    for (const campaign of alive) {
      left -= campaign.weight;
      if (left < 0) return campaign;
    }
    return pick(random, alive);
  };
}
