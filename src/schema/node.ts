import { nodeTypeName, resolveNode, resolveNodes } from '../resolvers/node.ts';
import type { Node } from '../resolvers/node-types.ts';
import { builder } from './builder.ts';
import { nodesComplexity, UPSTREAM_CALL } from './complexity.ts';

/** See its description. */
export const NodeType = builder.interfaceRef<Node>('Node').implement({
  description: 'An object that can be fetched again by its id (Relay Global Object Identification).',
  resolveType: nodeTypeName,
  fields: (t) => ({
    id: t.id({ description: 'The global id. It is opaque, and names this node only.', resolve: () => '' }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: NodeType,
    nullable: true,
    description:
      'A node by its id. Null if it no longer exists. At most one narrow upstream call, one list of handoffs, one campaign’s report, or the calls of analytics.',
    args: { id: t.arg.id({ required: true, description: 'The id of a node, as issued by the gateway.' }) },
    complexity: UPSTREAM_CALL,
    resolve: resolveNode,
  }),
  nodes: t.field({
    type: [NodeType],
    nullable: { list: false, items: true },
    description:
      'Nodes by their ids, in the order of the ids. An element is null if the node no longer exists, and null with an error if its id is wrong. Each node costs as much as with `node`.',
    args: { ids: t.arg.idList({ required: true, description: 'The ids of nodes, as issued by the gateway.' }) },
    complexity: nodesComplexity,
    resolve: resolveNodes,
  }),
}));
