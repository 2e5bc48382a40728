import type { Context } from '../request/context.ts';
import { resolveAccount } from './account.ts';
import { badUserInput, forbidden } from './client-error.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { mapSettled } from './map-settled.ts';
import { NODE_TYPES, type Node, type NodeOf, type NodeType, type NodeTypeName, notAnIdOf } from './node-types.ts';

/** The type of each node that `resolveNode` returned. */
const typeNames = new WeakMap<Node, NodeTypeName>();

/** The type of a node that `resolveNode` returned. */
export function nodeTypeName(node: Node): NodeTypeName | undefined {
  return typeNames.get(node);
}

/** The resolver of `id` for a type of node. */
export function resolveId<N extends NodeTypeName>(type: N): (node: NodeOf<N>) => string {
  const { idParts } = NODE_TYPES[type] as NodeType<NodeOf<N>>;
  return (node) => encodeGlobalId(type, idParts(node));
}

/**
 * `Query.node`. Null if the node no longer exists. Throws if the gateway did not issue the id, if it does not serve the
 * account of the id (before it checks the scope), or if the caller lacks the scope of the type. Price: none for
 * accounts and campaigns, what analytics costs, one call, list or report for the others.
 */
export async function resolveNode(
  _root: unknown,
  { id }: { readonly id: string },
  context: Context,
): Promise<Node | null> {
  const { type, parts } = decodeGlobalId(id);
  if (!isNodeTypeName(type))
    throw badUserInput('id does not name a type of this schema. Take it from the id field of a node.');
  const { partCount, scope, find }: NodeType<Node> = NODE_TYPES[type] as NodeType<Node>;
  const [accountId = '', ...others] = parts;
  if (parts.length !== partCount) throw notAnIdOf(type);
  resolveAccount(null, { accountId }, context);
  if (scope !== null && !context.caller.scopes.has(scope)) throw forbidden(scope);
  const node = await find(context, accountId, ...others);
  if (node !== null) typeNames.set(node, type);
  return node;
}

/** `Query.nodes`. Each id is resolved, and fails, on its own. Price: as `Query.node` for each. */
export function resolveNodes(
  _root: unknown,
  { ids }: { readonly ids: readonly string[] },
  context: Context,
): Promise<readonly (Node | null)[]> {
  return mapSettled(ids, (id) => resolveNode(null, { id }, context));
}

function isNodeTypeName(name: string): name is NodeTypeName {
  return Object.hasOwn(NODE_TYPES, name);
}
