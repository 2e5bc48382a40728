import { z } from 'zod';
import type { Journey } from './journey.ts';
import { badRequest } from './refusal.ts';
import { type Sight, statusOf, transactionIdOf } from './transaction-rows.ts';

const list = z.array(z.string()).nullish();

const lists = z.looseObject({ channels: list, skills: list, messagestatus: list, transactionids: list });

/** The lists of a request body; one that is missing or empty restricts nothing. */
export type Filters = z.infer<typeof lists>;

/**
 * The lists of a body, at its root or inside `filters`: the documents use both. Throws a Refusal (400) when one is not a
 * list of strings.
 */
export function filtersOf(body: Record<string, unknown>): Filters {
  const parsed = lists.safeParse(body.filters ?? body);
  if (!parsed.success) throw badRequest(`Invalid filters: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** A test of journeys, or of their totals, by the channels and skills of a request. */
export function filterOf(filters: Filters): (row: { channel: string; skill: string }) => boolean {
  const channels = setOf(filters.channels);
  const skills = setOf(filters.skills);
  return ({ channel, skill }) => (channels?.has(channel) ?? true) && (skills?.has(skill) ?? true);
}

/** A test of journeys by all lists of a request, those of V2 included (Outbound Reporting API V2, transactions). */
export function transactionFilterOf(filters: Filters, sight: Sight): (journey: Journey) => boolean {
  const passes = filterOf(filters);
  const statuses = setOf(filters.messagestatus);
  const ids = setOf(filters.transactionids);
  return (journey) =>
    passes(journey) &&
    (statuses?.has(statusOf(sight, journey)) ?? true) &&
    (ids?.has(transactionIdOf(sight.series, journey)) ?? true);
}

/** Only the lists that were sent, for the metadata of the answer. */
export function echoOf({ channels, skills, messagestatus, transactionids }: Filters): Record<string, string[]> {
  const sent = Object.entries({ channels, skills, messagestatus, transactionids });
  return Object.fromEntries(sent.filter((entry): entry is [string, string[]] => Array.isArray(entry[1])));
}

function setOf(values: string[] | null | undefined): Set<string> | undefined {
  return values && values.length > 0 ? new Set(values) : undefined;
}
