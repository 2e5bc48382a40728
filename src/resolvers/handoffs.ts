import type { Context } from '../request/context.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import type { Handoff, HandoffChannel } from '../upstream/outbound-configuration/types.ts';
import { type Account, accountLoaders } from './account.ts';
import { badUserInput } from './client-error.ts';
import type { Connection, Edge } from './connection.ts';
import { type CursorCodec, cursorCodec } from './cursor.ts';
import { type PageArguments, pageRequest } from './page-arguments.ts';

type HandoffsArguments = PageArguments & { readonly channel?: MessagingChannel | null | undefined };

/**
 * `Account.handoffs`. A cursor is a place in the list, because the upstream pages by offset. Price: one call; by
 * channel one or a list of them; `last` without `before` reads the whole list to find its end.
 */
export async function resolveHandoffs(
  { accountId }: Account,
  args: HandoffsArguments,
  context: Context,
): Promise<Connection<Handoff>> {
  const { direction, size, after, before } = pageRequest(args);
  const channel = args.channel ?? null;
  const codec = cursorCodec(['handoffs', accountId, channel]);
  const { loadHandoffs, countHandoffs } = accountLoaders(accountId, context);
  const from = after === null ? 0 : decodeIndex(codec, 'after', after) + 1;
  const to = before === null ? Number.POSITIVE_INFINITY : decodeIndex(codec, 'before', before);
  const end = direction === 'forward' ? Math.min(to, from + size) : before === null ? await countHandoffs(channel) : to;
  const start = direction === 'forward' ? from : Math.max(from, end - size);
  // One more than wanted tells whether there is a next page.
  const wanted = { channel, offset: start, limit: Math.max(0, end - start) + 1 };
  const { handoffs: found, fetchedAt } = await loadHandoffs(wanted);
  const edges = found.slice(0, wanted.limit - 1).map((node, index): Edge<Handoff> => {
    return { node, cursor: () => codec.encode([start + index]) };
  });
  return {
    edges,
    fetchedAt,
    pageInfo: {
      hasNextPage: () => (direction === 'forward' ? end < to && found.length > edges.length : before !== null),
      hasPreviousPage: () => (direction === 'forward' ? after !== null : start > from),
      startCursor: () => edges[0]?.cursor() ?? null,
      endCursor: () => edges.at(-1)?.cursor() ?? null,
    },
  };
}

/** `Account.handoff`. Null when the account has no such handoff. Price: one list. */
export function resolveHandoff(
  { accountId }: Account,
  { handoffId }: { readonly handoffId: string },
  context: Context,
): Promise<Handoff | null> {
  if (handoffId.trim() === '')
    throw badUserInput('handoffId is empty; give the id of a handoff, such as H000000000000001.');
  return accountLoaders(accountId, context).loadHandoff(handoffId);
}

/** `Handoff.channels`. */
export function resolveChannels(
  { channels }: Handoff,
  { channel }: { readonly channel?: MessagingChannel | null | undefined },
): readonly HandoffChannel[] {
  return channel == null ? channels : channels.filter((its) => its.channel === channel);
}

function decodeIndex(codec: CursorCodec, argument: 'after' | 'before', cursor: string): number {
  const [index] = codec.decode(argument, cursor);
  if (typeof index === 'number' && index >= 0) return index;
  throw badUserInput(`${argument} is no cursor of this query; take one from its edges or pageInfo.`);
}
