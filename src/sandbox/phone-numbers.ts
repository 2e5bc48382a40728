import { between, pick, type Random } from './random.ts';

/** A phone number as LiveDeflect splits it: a country code, and a national number that may start with a zero. */
export type PhoneNumber = { countryCode: string; number: string };

const fictionalAustralian = ['0491570006', '0491570110', '0491570156', '0491570157', '0491570158', '0491570159'];

/** A number from the ranges reserved for fiction in the United States, the United Kingdom and Australia. */
export function fictionalPhone(random: Random): PhoneNumber {
  const country = random();
  if (country < 0.7) return fictionalUsPhone(random);
  if (country < 0.85) return { countryCode: '44', number: `07700900${between(random, 100, 999)}` };
  return { countryCode: '61', number: pick(random, fictionalAustralian) };
}

/** A fictional number in the United States: 202 555 0100 to 0197. */
export function fictionalUsPhone(random: Random): PhoneNumber {
  return { countryCode: '1', number: `20255501${between(random, 0, 97).toString().padStart(2, '0')}` };
}
