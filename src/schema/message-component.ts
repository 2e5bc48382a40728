import { fillPlaceholders, resolveContent, resolvePreview, type TextOf } from '../resolvers/preview.ts';
import type { ComponentOf, MessageComponent } from '../upstream/outbound-configuration/types.ts';
import { builder } from './builder.ts';
import { filledComplexity } from './complexity.ts';

const TYPES = {
  BODY: 'BodyComponent',
  HEADER: 'HeaderComponent',
  FOOTER: 'FooterComponent',
  CALL_BUTTON: 'CallButton',
  URL_BUTTON: 'UrlButton',
  QUICK_REPLY_BUTTON: 'QuickReplyButton',
  MEDIA: 'MediaComponent',
  IN_APP_TEXT: 'InAppTextComponent',
  IN_APP_IMAGE: 'InAppImageComponent',
  OTHER: 'OtherComponent',
} as const satisfies Record<MessageComponent['kind'], string>;

/** What the values of a preview are. */
export const VALUES = 'values[0] fills placeholder 1, values[1] placeholder 2, and so on.';

/** See its description. */
export const MessageComponentType = builder.interfaceRef<MessageComponent>('MessageComponent').implement({
  description:
    'One part of a message. Its texts may hold numbered placeholders, ${{1}} or {{1}}, which are filled when the message is sent.',
  resolveType: ({ kind }) => TYPES[kind],
  fields: (t) => ({
    componentType: t.exposeString('componentType', {
      description: 'LivePerson’s word for its type; empty if it sent none.',
    }),
    variables: t.exposeStringList('variables', { description: 'The numbers of the placeholders in it.' }),
    content: t.string({
      nullable: true,
      description:
        'Its text, with the placeholders: what a body, header or footer says, the label of a button, the messageText of an in-app message; of media and images the URL. Null if LivePerson does not provide it, or the component is of a type that the gateway does not know.',
      resolve: resolveContent,
    }),
    preview: t.string({
      nullable: true,
      description:
        'The content with its placeholders filled. Those without a value stay as they are, and nothing is evaluated. Null if there is no content. HandoffChannel.preview fills all texts of a message at once.',
      args: { values: t.arg.stringList({ required: true, description: VALUES }) },
      complexity: filledComplexity(),
      resolve: resolvePreview,
    }),
  }),
});

/** The type of one kind of component, with its fields. */
function component<K extends MessageComponent['kind']>(
  kind: K,
  description: string,
  fields?: (t: Fields<K>) => FieldMap,
) {
  return builder
    .objectRef<ComponentOf<K>>(TYPES[kind])
    .implement({ description, interfaces: [MessageComponentType], ...(fields && { fields }) });
}

type Fields<K extends MessageComponent['kind']> = PothosSchemaTypes.ObjectFieldBuilder<
  typeof builder.$inferSchemaTypes,
  ComponentOf<K>
>;
type FieldMap = ReturnType<Parameters<typeof builder.objectFields>[1]>;

/** The field of a text other than the content, which can be had filled as well. */
function text<K extends MessageComponent['kind']>(t: Fields<K>, name: TextOf<K>, description: string) {
  return t.string({
    nullable: true,
    description,
    args: {
      values: t.arg.stringList({ description: `Fills its placeholders, as in preview: ${VALUES}` }),
    },
    complexity: filledComplexity(),
    resolve: (parent, { values }, context) => fillPlaceholders(parent[name] as string | null, values ?? [], context),
  });
}

const HeaderMediaType = builder.enumType('HeaderMediaType', {
  description: 'What a header holds.',
  values: {
    TEXT: { description: 'Text.' },
    IMAGE: { description: 'The URL of an image.' },
    DOCUMENT: { description: 'The URL of a document.' },
    VIDEO: { description: 'The URL of a video.' },
    OTHER: { description: 'Something that this gateway does not know.' },
  },
});

component('BODY', 'The text of a message.', (t) => ({
  title: text(t, 'title', 'The title of an RCS card; null elsewhere.'),
  optOut: text(t, 'optOut', 'How to opt out, added to a text message; null elsewhere.'),
}));

component('HEADER', 'What stands above the text of a WhatsApp message.', (t) => ({
  mediaType: t.expose('mediaType', {
    type: HeaderMediaType,
    description: 'What it holds; its content is a text, or a URL.',
  }),
}));

component('FOOTER', 'What stands below the text of a WhatsApp message.');

/** The place of a button. */
const INDEX = {
  nullable: true,
  description: 'Its place among the buttons, from 0; null if LivePerson does not provide it.',
} as const;

component('CALL_BUTTON', 'A button that calls a number.', (t) => ({
  index: t.exposeInt('index', INDEX),
  phoneNumber: text(t, 'phoneNumber', 'The number, as LivePerson writes it; null if LivePerson does not provide it.'),
}));

component('URL_BUTTON', 'A button that opens a page.', (t) => ({
  index: t.exposeInt('index', INDEX),
  url: text(t, 'url', 'The page, with placeholders; null if LivePerson does not provide it.'),
}));

component('QUICK_REPLY_BUTTON', 'A button that answers with its label.', (t) => ({
  index: t.exposeInt('index', INDEX),
}));

component('MEDIA', 'A picture or film of an RCS card. Its content is a URL.', (t) => ({
  height: t.exposeString('height', {
    nullable: true,
    description: 'Its height, such as medium; null if LivePerson does not provide it.',
  }),
  thumbnailImageAlignment: t.exposeString('thumbnailImageAlignment', {
    nullable: true,
    description: 'On which side of a horizontal card the thumbnail is; null if LivePerson does not provide it.',
  }),
  cardOrientation: t.exposeString('cardOrientation', {
    nullable: true,
    description: 'How the card lies, if LivePerson provides it here and not on the channel; null elsewhere.',
  }),
  serviceAccountName: t.exposeString('serviceAccountName', {
    nullable: true,
    description: 'The provisioned account, if LivePerson provides it here and not on the channel; null elsewhere.',
  }),
}));

component('IN_APP_TEXT', 'The text of an in-app message and its push notification.', (t) => ({
  messageText: text(t, 'messageText', 'The message, with placeholders; null if LivePerson does not provide it.'),
  notificationTitle: text(t, 'notificationTitle', 'The notification’s title; null if LivePerson does not provide it.'),
  notificationMessage: text(
    t,
    'notificationMessage',
    'The notification’s text; null if LivePerson does not provide it.',
  ),
  isSameMessageForNotification: t.exposeBoolean('isSameMessageForNotification', {
    nullable: true,
    description: 'Whether the notification shows the message itself; null if LivePerson does not provide it.',
  }),
}));

component('IN_APP_IMAGE', 'A picture of an in-app message.', (t) => ({
  url: text(t, 'url', 'The picture, with placeholders; null if LivePerson does not provide it.'),
  isClickable: t.exposeBoolean('isClickable', {
    nullable: true,
    description: 'Whether it opens a page; null if LivePerson does not provide it.',
  }),
  destinationUrl: text(
    t,
    'destinationUrl',
    'The page that it opens, with placeholders; null if LivePerson does not provide it.',
  ),
}));

component('OTHER', 'A part that this gateway does not know.', (t) => ({
  raw: t.expose('raw', { type: 'JSONObject', description: 'All that LivePerson sent of it.' }),
}));
