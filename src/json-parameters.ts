import { createGraphQLError, type Plugin } from 'graphql-yoga';

/**
 * Refuses `variables` and `extensions` that are no JSON, where they come as text in an address or a form: yoga reads them
 * unchecked, and what they throw would pass for a fault of the gateway's.
 */
export function useJsonParameters(): Plugin {
  return {
    onRequestParse({ requestParser, setRequestParser }) {
      if (requestParser === undefined) return;
      setRequestParser(async (request) => {
        try {
          return await requestParser(request);
        } catch (error) {
          throw error instanceof SyntaxError ? notJson() : error;
        }
      });
    },
  };
}

function notJson() {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400 } };
  return createGraphQLError('The parameters variables and extensions must be JSON.', { extensions });
}
