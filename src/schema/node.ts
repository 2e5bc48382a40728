import { nodeTypeName, resolveNode, resolveNodes } from '../resolvers/node.ts';
import type { Node } from '../resolvers/node-types.ts';
import { builder } from './builder.ts';
import { nodesComplexity, UPSTREAM_CALL } from './complexity.ts';

/** See its description. */
export const NodeType = builder.interfaceRef<Node>('Node').implement({
  description: 'Anything with an id by which it can be fetched again (Relay Global Object Identification).',
  resolveType: nodeTypeName,
  fields: (t) => ({
    id: t.id({ description: 'Names this node, and nothing else, to this gateway; opaque.', resolve: () => '' }),
  }),
});

builder.queryFields((t) => ({
  node: t.field({
    type: NodeType,
    nullable: true,
    description:
      'A node by its id; null when it is gone. Costs one narrow upstream call at most, or one list of handoffs.',
    args: { id: t.arg.id({ required: true, description: 'The id of a node, from this gateway.' }) },
    complexity: UPSTREAM_CALL,
    resolve: resolveNode,
  }),
  nodes: t.field({
    type: [NodeType],
    nullable: { list: false, items: true },
    description: 'Nodes by their ids, in the order asked for; null where one is gone or its id is wrong.',
    args: { ids: t.arg.idList({ required: true, description: 'Ids of nodes, from this gateway.' }) },
    complexity: nodesComplexity,
    resolve: resolveNodes,
  }),
}));
