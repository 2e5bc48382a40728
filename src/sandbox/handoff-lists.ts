import { type HandoffShape, handoffsOf } from './handoffs.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import { wholeNumber } from './offsets.ts';
import { badRequest } from './refusal.ts';
import type { Call } from './world.ts';

/** All handoffs of the account: an array of handoffs, paged by limit and offset (Outbound Configuration API). */
export function answerHandoffs(call: Call): Reply {
  return jsonReply(200, page(call, allHandoffs(call)));
}

/**
 * The handoffs of a channel: bare channels as in the document, or handoffs with only the matching channels; [] for an
 * unknown channel.
 */
export function answerHandoffsByChannel(call: Call): Reply {
  const matching = allHandoffs(call)
    .map((handoff) => ({
      ...handoff,
      channels: handoff.channels.filter(({ type }) => type === call.parts.channelName),
    }))
    .filter(({ channels }) => channels.length > 0);
  const { bareHandoffChannels } = call.world.settings.quirks;
  return jsonReply(
    200,
    page<unknown>(call, bareHandoffChannels ? matching.flatMap(({ channels }) => channels) : matching),
  );
}

function allHandoffs({ world, account, exchange }: Call): HandoffShape[] {
  if (exchange.query.get('v') !== '1') throw badRequest('Missing or unsupported version: v must be 1');
  return handoffsOf(account.accountId, world.settings.quirks.capitalVariables);
}

/** As many as `limit` and `handoffCap` allow. The answer does not say whether there are more. */
function page<T>({ exchange, world }: Call, items: readonly T[]): T[] {
  const limit = wholeNumber('limit', exchange.query.get('limit'), 30, 1, Number.MAX_SAFE_INTEGER);
  const offset = wholeNumber('offset', exchange.query.get('offset'), 0, 0, Number.MAX_SAFE_INTEGER);
  return items.slice(offset, offset + Math.min(limit, world.settings.handoffCap));
}
