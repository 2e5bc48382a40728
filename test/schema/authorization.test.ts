import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../src/callers/scope.ts';
import { NODE_TYPES, type NodeType } from '../../src/resolvers/node-types.ts';
import { schema } from '../../src/schema/schema.ts';
import { GUARDED_FIELDS } from '../support/guarded-fields.ts';
import { PERSONAL_FIELDS, SCOPED_FIELDS } from '../support/guarded-schema.ts';

const NODE_SCOPES = new Map(Object.entries<NodeType<unknown>>(NODE_TYPES).map(([type, { scope }]) => [type, scope]));

/** What every caller is answered: it costs no upstream call, and holds nothing but what the caller named itself. */
const OPEN_FIELDS = [
  'Account.accountId',
  'Account.campaign',
  'Account.id',
  'Campaign.account',
  'Campaign.campaignId',
  'Campaign.id',
  'Query.account',
  'Query.accounts',
  'Query.node',
  'Query.nodes',
];

const OBJECTS = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter((type) => !isIntrospectionType(type));

/** The object types that a field's type can be; a node whose id takes a scope is behind that. */
function objectsOf(type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  const possible = isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type) : [];
  return type.name === 'Node' ? possible.filter(({ name }) => NODE_SCOPES.get(name) === null) : possible;
}

/** Every field that is reached without a scope. */
function openFields(): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter(isObjectType);
  const reached = new Set<GraphQLObjectType>(roots);
  const open: string[] = [];
  // A set that grows while it is walked is walked to its new end.
  for (const type of reached) {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (SCOPED_FIELDS.has(coordinate)) continue;
      open.push(coordinate);
      for (const next of objectsOf(getNamedType(field.type))) reached.add(next);
    }
  }
  return open.sort();
}

describe('the schema', () => {
  it('takes a scope for every field but those that are open by intent, and what is below', () => {
    expect(openFields()).toEqual(OPEN_FIELDS);
  });

  it('asks for the scopes that the walks through it are tested by', () => {
    const tested = GUARDED_FIELDS.map(({ coordinate, scope }) => [coordinate, scope]);
    const mutations = ['sendProactiveAlert', 'sendProactiveAlerts'].map((name) => [`Mutation.${name}`, 'alerts:send']);
    expect([...SCOPED_FIELDS].toSorted()).toEqual([...tested, ...mutations].toSorted());
  });

  it('names the scope in the description of each field that needs one', () => {
    const fields = OBJECTS.flatMap((type) => Object.values(type.getFields()).map((field) => [type, field] as const));
    const named = fields.flatMap(([type, field]) =>
      [...(field.description ?? '').matchAll(/Needs the scope `(.+)`\.$/g)].map(([, scope]) => [
        `${type.name}.${field.name}`,
        scope,
      ]),
    );
    expect(named.toSorted()).toEqual([...SCOPED_FIELDS].toSorted());
  });

  it('has a scope, or none by intent, for every type of node', () => {
    const node = schema.getType('Node');
    const names = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect([...NODE_SCOPES.keys()].toSorted()).toEqual(names.toSorted());
  });

  it('has a nullable field wherever a scope may be missing', () => {
    const fields = OBJECTS.flatMap((type) => Object.values(type.getFields()).map((field) => [type, field] as const));
    const scoped = fields.filter(([type, field]) => SCOPED_FIELDS.has(`${type.name}.${field.name}`));
    expect(scoped.filter(([, field]) => String(field.type).endsWith('!'))).toEqual([]);
  });

  it('uses every scope but pii:read, which personal fields take', () => {
    expect(new Set([...SCOPED_FIELDS.values(), 'pii:read'])).toEqual(new Set(SCOPES));
  });
});

describe('personal data', () => {
  it('is in these fields, each marked by its own coordinate', () => {
    expect(PERSONAL_FIELDS.map(({ coordinate, marked }) => [coordinate, marked])).toEqual(
      [
        'ConsumerReport.consumerId',
        'Deflection.callerEnteredDigits',
        'Deflection.callerInfo',
        'Deflection.customerPhone',
        'Deflection.externalConsumerId',
        'DeflectionEvent.info',
        'DeliveryError.message',
        'ProactiveAlertRecord.raw',
        'ProactiveAlertRefused.detail',
        'ProactiveAlertRefused.reason',
        'ProactiveAlertSent.channelResponse',
        'ProactiveAlertSent.messageName',
        'Transaction.consumerId',
      ].map((coordinate) => [coordinate, coordinate]),
    );
  });

  it('is said to be it in the description, and nullable but for the masked reason', () => {
    expect(PERSONAL_FIELDS.filter(({ description }) => !description.includes('pii:read'))).toEqual([]);
    expect(PERSONAL_FIELDS.filter(({ nullable }) => !nullable).map(({ coordinate }) => coordinate)).toEqual([
      'ProactiveAlertRefused.reason',
    ]);
  });

  it('is in every field whose name or type sounds like it, but for the brand’s own', () => {
    const sounds =
      /phone|digits|consumer(?!sReport)|caller|customer|ivr|firstName|lastName|email|(^|\.)raw$|response$|detail$/i;
    const fields = OBJECTS.flatMap((type) => Object.values(type.getFields()).map((field) => [type, field] as const));
    const found = fields
      .filter(
        ([type, field]) =>
          sounds.test(field.name) || getNamedType(field.type).name === 'Phone' || type.name === 'Phone',
      )
      .map(([type, field]) => `${type.name}.${field.name}`);
    const personal = PERSONAL_FIELDS.map(({ coordinate }) => coordinate);
    expect(found.filter((coordinate) => !personal.includes(coordinate)).toSorted()).toEqual([
      // The brand's own configuration and numbers.
      'CallButton.phoneNumber',
      'Deflection.dialedPhone',
      'OtherChannel.raw',
      'OtherComponent.raw',
      // Below Deflection.customerPhone, which is personal, and dialedPhone, which is the brand's.
      'Phone.countryCode',
      'Phone.e164',
      'Phone.number',
      'Transaction.ivrNumber',
    ]);
  });
});
