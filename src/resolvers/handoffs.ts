import type { Context } from '../request/context.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import type { Handoff, HandoffChannel } from '../upstream/outbound-configuration/types.ts';
import { type Account, accountLoaders } from './account.ts';
import { badUserInput } from './client-error.ts';
import type { Connection } from './connection.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';

type HandoffsArguments = PageArguments & { readonly channel?: MessagingChannel | null | undefined };

/**
 * `Account.handoffs`. By channel, the list is filtered here: the upstream's list by channel has no handoffs, or none with
 * all their channels. Price: one call per upstream page from the first to the end of the page, and one more to see the
 * end of the list.
 */
export function resolveHandoffs(
  { accountId }: Account,
  args: HandoffsArguments,
  context: Context,
): Promise<Connection<Handoff>> {
  const channel = args.channel ?? null;
  const wanted = (handoffs: readonly Handoff[]) =>
    channel === null ? handoffs : handoffs.filter(({ channels }) => channels.some((its) => its.channel === channel));
  const load = async (isEnough: (items: readonly Handoff[]) => boolean) => {
    const { loadHandoffs } = accountLoaders(accountId, context);
    const { handoffs, fetchedAt } = await loadHandoffs((first) => isEnough(wanted(first)));
    return { items: wanted(handoffs), fetchedAt };
  };
  const identity = ['handoffs', accountId, channel];
  return listConnection({ load, nameOf: ({ handoffId }) => handoffId, identity }, args);
}

/**
 * `Account.handoffChannels`. A channel has no id, so its cursor is its place in the list. Throws for `OTHER`, which the
 * upstream lists by no name. Price: as `Account.handoffs`, of the channel's own list.
 */
export function resolveHandoffChannels(
  { accountId }: Account,
  { channel, ...args }: PageArguments & { readonly channel: MessagingChannel },
  context: Context,
): Promise<Connection<HandoffChannel>> {
  if (channel === 'OTHER') throw badUserInput('channel is OTHER; give a channel that LivePerson knows.');
  const channelsOf = (handoffs: readonly Handoff[]) =>
    handoffs.flatMap(({ channels }) => channels.filter((its) => its.channel === channel));
  const load = async (isEnough: (items: readonly HandoffChannel[]) => boolean) => {
    const { loadHandoffsByChannel } = accountLoaders(accountId, context);
    const { handoffs, fetchedAt } = await loadHandoffsByChannel(channel, (first) => isEnough(channelsOf(first)));
    return { items: channelsOf(handoffs), fetchedAt };
  };
  return listConnection({ load, nameOf: () => '', identity: ['handoffChannels', accountId, channel] }, args);
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
