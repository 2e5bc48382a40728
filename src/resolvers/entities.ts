import type { Context } from '../request/context.ts';
import { object } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';
import { eachForItself } from './each-for-itself.ts';
import { decodeGlobalId, resolveAccountId, resolveCampaignId } from './global-id.ts';
import { type Node, resolveNode } from './node.ts';

/** The most representations that one field resolves: as many as the longest page has nodes. */
const MAX_REPRESENTATIONS = 1000;

type Fields = Readonly<Record<string, unknown>>;

/** The keys other than `id` that name a node, by type: the `id` that a representation stands for, null without its key. */
const OTHER_KEYS = new Map<unknown, (fields: Fields) => string | null>([
  ['Account', accountIdOf],
  ['Campaign', campaignIdOf],
]);

/**
 * `Query._entities` of Apollo Federation: the node of each representation, in their order; null when it is gone, an error
 * when it names none. A representation is looked up like the id it stands for (see `resolveNode`), and for itself. Throws
 * when there are more than 1,000. Price: as `Query.nodes`.
 */
export async function resolveEntities(
  _root: unknown,
  { representations }: { readonly representations: readonly unknown[] },
  context: Context,
): Promise<readonly (Node | null)[]> {
  const { length } = representations;
  if (length > MAX_REPRESENTATIONS) {
    throw badUserInput(`representations has ${length} elements; it must have ${MAX_REPRESENTATIONS} at most.`);
  }
  return eachForItself(representations, async (representation) =>
    resolveNode(null, { id: representedId(representation) }, context),
  );
}

/** The global id of what a representation names. It comes from a client, so it may be anything. */
function representedId(representation: unknown): string {
  const fields = object(representation);
  if (fields === null)
    throw badUserInput('A representation must be an object with __typename and the fields of a key.');
  const { __typename, id } = fields;
  const otherId = id === undefined ? OTHER_KEYS.get(__typename)?.(fields) : null;
  if (otherId != null) return otherId;
  if (typeof id !== 'string') {
    throw badUserInput('A representation must have the __typename of an entity of this subgraph, and one of its keys.');
  }
  if (decodeGlobalId(id).type === __typename) return id;
  throw badUserInput('The id of a representation is of another type than its __typename.');
}

function accountIdOf({ accountId }: Fields): string | null {
  return typeof accountId === 'string' ? resolveAccountId({ accountId }) : null;
}

function campaignIdOf({ campaignId, account }: Fields): string | null {
  const accountId = object(account)?.accountId;
  return typeof campaignId === 'string' && typeof accountId === 'string'
    ? resolveCampaignId({ accountId, campaignId })
    : null;
}
