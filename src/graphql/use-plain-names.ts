import { type ASTVisitor, GraphQLError, type NameNode, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/**
 * Refuses a document with the name `__proto__`: in a JavaScript object that is no member, so a field of that name would be
 * missing from the answer, and a variable or a member of a literal would be as if it were not given.
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
