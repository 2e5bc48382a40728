import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { badRequest } from '../bad-request.ts';
import { type Fragments, fragmentsOf } from '../operations/fragments.ts';
import type { VariableValues } from '../operations/variable-values.ts';
import { exportArguments, PAGE_ARGUMENTS } from './export-arguments.ts';
import { type Column, columnsOf } from './export-columns.ts';
import { type Definition, type Found, findFields, isList, only } from './find-fields.ts';

/** What an export reads, page by page. */
export type ExportPlan = {
  /** Asks for one page: the connection alone, with the variables `first` and `after`. */
  readonly document: DocumentNode;
  /** The names of these variables. */
  readonly variables: { readonly first: string; readonly after: string };
  /** The keys that lead from the data to the connection. */
  readonly path: readonly string[];
  /** The connection in the schema, for example `Account.transactions`. */
  readonly connection: string;
  /** See `exportArguments`. */
  argumentsOf(variables: VariableValues, now: number): Readonly<Record<string, unknown>>;
  /** What an item is, and the keys of the items and of the position of the page. */
  readonly item: 'node' | 'edge';
  readonly itemsKey: string;
  readonly pageInfoKey: string;
  readonly columns: readonly Column[];
};

/**
 * Plans the export of a query of a valid document. Throws `BAD_USER_INPUT` unless it has exactly one connection that is
 * not inside another one, and selects either its `nodes` or its `edges`. What else it selects is left out.
 */
export function planExport(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ExportPlan {
  const fragments = fragmentsOf(document);
  const found = connectionsOf(schema, fragments, operation);
  const items = found.map(({ inner }) => (inner === null ? [] : findFields(schema, fragments, inner, isItems)));
  const [first] = items.flat();
  const keys = new Set(items.flat().map(({ path, definition }) => `${path} ${definition.name}`));
  if (first === undefined || keys.size > 1) {
    throw refused('An export selects nodes or edges of its connection: one of them, once.');
  }
  const [itemsKey = ''] = first.path;
  const pageInfoKey = itemsKey === 'pageInfo' ? 'page' : 'pageInfo';
  const taken = variablesIn(document);
  const variables = { first: freeName('first', taken), after: freeName('after', taken) };
  const [connection] = found as [Found];
  return {
    document: pageDocument(document, operation, {
      selections: found.map((its, index) => {
        const selected = items[index]?.map((list) => list.alone((field) => field)) ?? [];
        return its.alone((field) => ({
          ...field,
          arguments: [...withoutPage(field), argument('first', variables.first), argument('after', variables.after)],
          selectionSet: only(...selected, pageInfo(pageInfoKey)),
        }));
      }),
      variables,
    }),
    variables,
    path: connection.path,
    connection: `${connection.parent}.${connection.definition.name}`,
    argumentsOf: (variables, now) => exportArguments(schema, operation, connection, { variables, now }),
    item: first.definition.name === 'nodes' ? 'node' : 'edge',
    itemsKey,
    pageInfoKey,
    columns: columnsOf(
      schema,
      fragments,
      items.flat().flatMap(({ inner }) => inner ?? []),
    ),
  };
}

/** The one connection of a query, as often as the query selects it. */
function connectionsOf(
  schema: GraphQLSchema,
  fragments: Fragments,
  { operation, selectionSet }: OperationDefinitionNode,
): readonly Found[] {
  const type = schema.getQueryType();
  if (operation !== 'query' || type == null) throw refused(`An export is a query, not a ${operation}.`);
  const found = findFields(schema, fragments, { type, set: selectionSet }, isConnection);
  const paths = new Set(found.map(({ path }) => path.join('.')));
  const [path] = paths;
  if (path === undefined)
    throw refused('An export has one connection: a field with first and after. The query has none.');
  if (paths.size > 1)
    throw refused(`An export has one connection. The query has ${paths.size}: ${[...paths].join(', ')}.`);
  if (found.some(({ inList }) => inList)) {
    throw refused(`An export has one connection. ${path} is inside a list, so there may be several.`);
  }
  return found;
}

/** Whether a field is a connection that can be read from its start. */
function isConnection({ args, type }: Definition): boolean {
  const names = args.map(({ name }) => name);
  const connection = getNamedType(type);
  return (
    ['first', 'after'].every((name) => names.includes(name)) &&
    isObjectType(connection) &&
    'pageInfo' in connection.getFields()
  );
}

function isItems({ name, type }: Definition): boolean {
  return (name === 'nodes' || name === 'edges') && isList(type);
}

/** The document with one operation, its selections replaced, and only the variables that it still uses. */
function pageDocument(
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  { selections, variables }: { selections: readonly ReturnType<Found['alone']>[] } & Pick<ExportPlan, 'variables'>,
): DocumentNode {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const page = { ...operation, variableDefinitions: [], selectionSet: only(...selections) };
  const used = variablesIn({ kind: Kind.DOCUMENT, definitions: [page, ...fragments] });
  const variableDefinitions = [
    ...(operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
    declared(variables.first, 'Int'),
    declared(variables.after, 'String'),
  ];
  return { kind: Kind.DOCUMENT, definitions: [{ ...page, variableDefinitions }, ...fragments] };
}

function variablesIn(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, { Variable: ({ name }) => void names.add(name.value) });
  return names;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name}_`, taken) : name;
}

function withoutPage({ arguments: given = [] }: FieldNode): readonly ArgumentNode[] {
  return given.filter(({ name }) => !PAGE_ARGUMENTS.includes(name.value));
}

function named(value: string) {
  return { kind: Kind.NAME, value } as const;
}

function argument(name: string, variable: string): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: named(name), value: { kind: Kind.VARIABLE, name: named(variable) } };
}

function declared(name: string, type: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: named(name) },
    type: { kind: Kind.NAMED_TYPE, name: named(type) },
  };
}

function pageInfo(key: string): FieldNode {
  const field = (name: string): FieldNode => ({ kind: Kind.FIELD, name: named(name) });
  return { ...field('pageInfo'), alias: named(key), selectionSet: only(field('hasNextPage'), field('endCursor')) };
}

function refused(message: string): Error {
  return badRequest(message, 'BAD_USER_INPUT');
}
