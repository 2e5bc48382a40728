import type { Context } from '../request/context.ts';
import { object } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { mapSettled } from './map-settled.ts';
import { resolveNode } from './node.ts';
import { NODE_TYPES, type Node, type NodeType } from './node-types.ts';
import { MAX_PAGE_SIZE } from './page-arguments.ts';

/** The maximum number of representations in one field: as many as the longest page has nodes. */
const MAX_REPRESENTATIONS = MAX_PAGE_SIZE;

const TYPES = new Map<unknown, NodeType<unknown>>(Object.entries(NODE_TYPES));

/**
 * `Query._entities` of Apollo Federation: the node of each representation, in their order. An element is null if the
 * node no longer exists, and an error if the representation is wrong. Each representation is resolved, and fails, on
 * its own, by the global id that it stands for (see `resolveNode`). Throws if there are more than 1,000. Price: as
 * `Query.nodes`.
 */
export async function resolveEntities(
  _root: unknown,
  { representations }: { readonly representations: readonly unknown[] },
  context: Context,
): Promise<readonly (Node | null)[]> {
  const { length } = representations;
  if (length > MAX_REPRESENTATIONS) {
    throw badUserInput(`representations has ${length} elements; the limit is ${MAX_REPRESENTATIONS}.`);
  }
  return mapSettled(representations, async (representation) =>
    resolveNode(null, { id: representedId(representation) }, context),
  );
}

/** The global id that a representation stands for. The representation comes from a client, so it may be anything. */
function representedId(representation: unknown): string {
  const fields = object(representation);
  if (fields === null)
    throw badUserInput('A representation must be an object with __typename and the fields of a key.');
  const { __typename, id } = fields;
  const parts = id === undefined ? TYPES.get(__typename)?.key?.idParts(fields) : undefined;
  if (parts?.every((part) => typeof part === 'string')) return encodeGlobalId(String(__typename), parts);
  if (typeof id !== 'string') {
    throw badUserInput('A representation must have the __typename of an entity of this subgraph, and one of its keys.');
  }
  if (decodeGlobalId(id).type === __typename) return id;
  throw badUserInput('The id of a representation must be of the type that its __typename names.');
}
