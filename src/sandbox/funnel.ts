import { type Channel, type FailureStage, failuresOf } from './error-dictionary.ts';
import type { Journey } from './journey.ts';
import { between, pick, type Random } from './random.ts';

/** The probability of each step of a message, 0 to 1, as a share of the messages that reached it. */
type Odds = {
  refusedByGateway: number;
  lost: number;
  delivered: number;
  read: number;
  /** The share of read messages whose delivery was never reported: WhatsApp omits it when both happen at once. */
  readUnreported: number;
  responded: number;
};

const odds: Record<Channel, Odds> = {
  sms: { refusedByGateway: 0.025, lost: 0.012, delivered: 0.95, read: 0, readUnreported: 0, responded: 0.13 },
  wa: { refusedByGateway: 0.02, lost: 0.008, delivered: 0.97, read: 0.74, readUnreported: 0.4, responded: 0.32 },
  inapp: { refusedByGateway: 0.01, lost: 0.005, delivered: 0.9, read: 0.6, readUnreported: 0, responded: 0.22 },
};

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Takes an attempted journey through the funnel and writes its steps into it. */
export function walkFunnel(journey: Journey, random: Random): void {
  const fate = random();
  if (fate < 0.018) {
    journey.skipped = journey.attempted + between(random, 80, 400);
  } else if (fate < 0.023) {
    journey.cancelled = journey.attempted + between(random, 2 * seconds, 10 * minutes);
  } else if (fate < 0.055) {
    fail(journey, 'recipient', journey.attempted + between(random, 100, 900), random);
  } else {
    passGateway(journey, random);
  }
}

function passGateway(journey: Journey, random: Random): void {
  const { refusedByGateway, lost } = odds[journey.channel];
  journey.eligible = journey.attempted + between(random, 60, 200);
  journey.invited = journey.eligible + between(random, 40, 160);
  if (random() < 0.01) journey.optedIn = journey.attempted;
  if (random() < refusedByGateway) {
    fail(journey, 'gateway', journey.invited + between(random, 20, 400), random);
    return;
  }
  journey.sent = journey.invited + between(random, 50, 250);
  if (random() < lost) {
    // The document has a FAILED row with a delivery time: messaging gateways correct their reports.
    if (random() < 0.3) journey.delivered = journey.sent + soon(random, minutes);
    fail(journey, 'delivery', journey.sent + soon(random, 30 * minutes), random);
    return;
  }
  reachConsumer(journey, journey.sent, random);
}

function reachConsumer(journey: Journey, sent: number, random: Random): void {
  const { delivered, read, readUnreported, responded } = odds[journey.channel];
  if (random() >= delivered) return;
  const arrival = sent + soon(random, minutes);
  journey.delivered = arrival;
  if (random() < read) {
    journey.read = arrival + soon(random, hours);
    if (random() < readUnreported) journey.delivered = null;
  }
  const seen = journey.read ?? arrival;
  if (random() < 0.008) journey.optedOut = seen + soon(random, 10 * minutes);
  else if (random() < responded) converse(journey, seen + soon(random, 40 * minutes), random);
}

function converse(journey: Journey, created: number, random: Random): void {
  journey.created = created;
  if (random() >= 0.86) return;
  journey.closed = created + between(random, 4 * minutes, 20 * hours);
  if (random() < 0.35) journey.score = pick(random, [1, 2, 3, 4, 4, 5, 5, 5]);
}

function fail(journey: Journey, stage: FailureStage, at: number, random: Random): void {
  journey.failed = at;
  journey.failure = pick(random, failuresOf(journey.channel, stage, journey.campaign === null));
}

/** A wait that is usually short: around `typicalMs`, at most ten times that. */
function soon(random: Random, typicalMs: number): number {
  return 1 + Math.floor(Math.min(10, -Math.log(1 - random())) * typicalMs);
}
