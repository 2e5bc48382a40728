import { type ASTNode, GraphQLError } from 'graphql';

/** A scalar's error for a wrong value. Its sentence quotes nothing of the value, so clients may read it. */
export class ScalarError extends GraphQLError {
  constructor(sentence: string, node?: ASTNode) {
    super(sentence, { nodes: node ?? null });
  }
}
