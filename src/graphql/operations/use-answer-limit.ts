import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../../request/context.ts';
import { isLargerThan } from './answer-size.ts';
import { limitError } from './limit-error.ts';

/** Refuses a response of more than `maximum` bytes before it is serialized. */
export function useAnswerLimit(maximum: number): Plugin {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (Symbol.asyncIterator in result) return;
        if (!isFull(args) && !isLargerThan(shown(result), maximum)) return;
        setResult({ errors: [limitError('answerBytes', maximum, null)] });
      },
    }),
  };
}

function isFull({ contextValue }: ExecutionArgs): boolean {
  return (contextValue as Context).answerText.isFull();
}

function shown({ data, errors, extensions: { http: _, ...extensions } = {} }: ExecutionResult) {
  return { data, errors: errors?.map(placed), extensions: Object.keys(extensions).length > 0 ? extensions : undefined };
}

function placed({ message, path, locations, extensions }: GraphQLError) {
  return { message, path, locations, extensions };
}
