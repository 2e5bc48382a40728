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
 * `Account.handoffs`. Filters by channel here, because the upstream's list by channel lacks the handoffs, or their
 * other channels. Price: one call per upstream page from the start of the list to the end of the page, and one more to
 * find the end of the list.
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
 * `Account.handoffChannels`. A channel has no id, so its cursor is its position in the list. Throws for `OTHER`, which
 * the upstream cannot list. Price: as `Account.handoffs`, but for the channel's own list.
 */
export function resolveHandoffChannels(
  { accountId }: Account,
  { channel, ...args }: PageArguments & { readonly channel: MessagingChannel },
  context: Context,
): Promise<Connection<HandoffChannel>> {
  if (channel === 'OTHER') throw badUserInput('channel must not be OTHER. Use a channel that LivePerson knows.');
  const channelsOf = (handoffs: readonly Handoff[]) =>
    handoffs.flatMap(({ channels }) => channels.filter((its) => its.channel === channel));
  const load = async (isEnough: (items: readonly HandoffChannel[]) => boolean) => {
    const { loadHandoffsByChannel } = accountLoaders(accountId, context);
    const { handoffs, fetchedAt } = await loadHandoffsByChannel(channel, (first) => isEnough(channelsOf(first)));
    return { items: channelsOf(handoffs), fetchedAt };
  };
  return listConnection({ load, nameOf: () => '', identity: ['handoffChannels', accountId, channel] }, args);
}

/** `Account.handoff`. Null if the account has no such handoff. Price: one list. */
export function resolveHandoff(
  { accountId }: Account,
  { handoffId }: { readonly handoffId: string },
  context: Context,
): Promise<Handoff | null> {
  if (handoffId.trim() === '')
    throw badUserInput('handoffId must not be empty. Use the id of a handoff, for example H000000000000001.');
  return accountLoaders(accountId, context).loadHandoff(handoffId);
}

/** `Handoff.channels`. */
export function resolveChannels(
  { channels }: Handoff,
  { channel }: { readonly channel?: MessagingChannel | null | undefined },
): readonly HandoffChannel[] {
  return channel == null ? channels : channels.filter((its) => its.channel === channel);
}
