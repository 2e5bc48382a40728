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

/** The description of the values of a preview. */
export const VALUES = 'values[0] fills placeholder 1, values[1] fills placeholder 2, and so on.';

/** See its description. */
export const MessageComponentType = builder.interfaceRef<MessageComponent>('MessageComponent').implement({
  description:
    'A component of a message. Its texts may contain numbered placeholders, ${{1}} or {{1}}, which are filled when the message is sent.',
  resolveType: ({ kind }) => TYPES[kind],
  fields: (t) => ({
    componentType: t.exposeString('componentType', {
      description: 'LivePerson’s code for the type. Empty if LivePerson does not provide it.',
    }),
    variables: t.exposeStringList('variables', { description: 'The numbers of the placeholders in the component.' }),
    content: t.string({
      nullable: true,
      description:
        'The main text, with placeholders: the text of a body, header or footer, the label of a button, the messageText of an in-app message, or the URL of media and images. Null if LivePerson does not provide it, or if the gateway does not know the type of the component.',
      resolve: resolveContent,
    }),
    preview: t.string({
      nullable: true,
      description:
        'The content with its placeholders filled. Placeholders without a value stay as they are, and nothing is evaluated. Null if there is no content. `HandoffChannel.preview` fills all texts of a message at once.',
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

/** The field of a text other than the content. Its `values` fill the placeholders. */
function text<K extends MessageComponent['kind']>(t: Fields<K>, name: TextOf<K>, description: string) {
  return t.string({
    nullable: true,
    description,
    args: {
      values: t.arg.stringList({ description: `The values for the placeholders, as in \`preview\`: ${VALUES}` }),
    },
    complexity: filledComplexity(),
    resolve: (parent, { values }, context) => fillPlaceholders(parent[name] as string | null, values ?? [], context),
  });
}

const HeaderMediaType = builder.enumType('HeaderMediaType', {
  description: 'The kind of content of a header.',
  values: {
    TEXT: { description: 'Text.' },
    IMAGE: { description: 'The URL of an image.' },
    DOCUMENT: { description: 'The URL of a document.' },
    VIDEO: { description: 'The URL of a video.' },
    OTHER: { description: 'A kind that the gateway does not know.' },
  },
});

component('BODY', 'The text of a message.', (t) => ({
  title: text(t, 'title', 'The title of an RCS card. Null on other channels.'),
  optOut: text(t, 'optOut', 'The opt-out instruction that is added to a text message. Null on other channels.'),
}));

component('HEADER', 'The header above the text of a WhatsApp message.', (t) => ({
  mediaType: t.expose('mediaType', {
    type: HeaderMediaType,
    description: 'The kind of content: a text, or a URL.',
  }),
}));

component('FOOTER', 'The footer below the text of a WhatsApp message.');

/** The position of a button. */
const INDEX = {
  nullable: true,
  description: 'The position among the buttons, from 0. Null if LivePerson does not provide it.',
} as const;

component('CALL_BUTTON', 'A button that calls a number.', (t) => ({
  index: t.exposeInt('index', INDEX),
  phoneNumber: text(
    t,
    'phoneNumber',
    'The number, as LivePerson writes it, with placeholders. Null if LivePerson does not provide it.',
  ),
}));

component('URL_BUTTON', 'A button that opens a page.', (t) => ({
  index: t.exposeInt('index', INDEX),
  url: text(t, 'url', 'The URL of the page, with placeholders. Null if LivePerson does not provide it.'),
}));

component('QUICK_REPLY_BUTTON', 'A button that sends its label as the answer.', (t) => ({
  index: t.exposeInt('index', INDEX),
}));

component('MEDIA', 'An image or video of an RCS card. Its content is a URL.', (t) => ({
  height: t.exposeString('height', {
    nullable: true,
    description: 'The height, for example medium. Null if LivePerson does not provide it.',
  }),
  thumbnailImageAlignment: t.exposeString('thumbnailImageAlignment', {
    nullable: true,
    description: 'The side of a horizontal card that the thumbnail is on. Null if LivePerson does not provide it.',
  }),
  cardOrientation: t.exposeString('cardOrientation', {
    nullable: true,
    description: 'The orientation of the card, if LivePerson provides it here and not on the channel. Otherwise null.',
  }),
  serviceAccountName: t.exposeString('serviceAccountName', {
    nullable: true,
    description: 'The provisioned account, if LivePerson provides it here and not on the channel. Otherwise null.',
  }),
}));

component('IN_APP_TEXT', 'The text of an in-app message and of its push notification.', (t) => ({
  messageText: text(
    t,
    'messageText',
    'The text of the message, with placeholders. Null if LivePerson does not provide it.',
  ),
  notificationTitle: text(
    t,
    'notificationTitle',
    'The title of the notification, with placeholders. Null if LivePerson does not provide it.',
  ),
  notificationMessage: text(
    t,
    'notificationMessage',
    'The text of the notification, with placeholders. Null if LivePerson does not provide it.',
  ),
  isSameMessageForNotification: t.exposeBoolean('isSameMessageForNotification', {
    nullable: true,
    description: 'Whether the notification shows the text of the message. Null if LivePerson does not provide it.',
  }),
}));

component('IN_APP_IMAGE', 'An image of an in-app message.', (t) => ({
  url: text(t, 'url', 'The URL of the image, with placeholders. Null if LivePerson does not provide it.'),
  isClickable: t.exposeBoolean('isClickable', {
    nullable: true,
    description: 'Whether the image opens a page. Null if LivePerson does not provide it.',
  }),
  destinationUrl: text(
    t,
    'destinationUrl',
    'The URL of the page that the image opens, with placeholders. Null if LivePerson does not provide it.',
  ),
}));

component('OTHER', 'A component that the gateway does not know.', (t) => ({
  raw: t.expose('raw', { type: 'JSONObject', description: 'Everything that LivePerson sent about the component.' }),
}));
