import { type ASTVisitor, GraphQLError, type NameNode, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Refuses a document with the name `__proto__`. JavaScript objects cannot have an ordinary member of this name: such a
 * field would be missing from the response, and such a variable or literal member would be ignored.
 */
export function usePlainNames(): Plugin {
  return { onValidate: ({ addValidationRule }) => addValidationRule(plainNames) };
}

function plainNames(context: ValidationContext): ASTVisitor {
  return {
    Name(node: NameNode) {
      if (node.value !== '__proto__') return;
      context.reportError(
        new GraphQLError('The name "__proto__" cannot be used. Choose another one.', { nodes: node }),
      );
    },
  };
}
