import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ReportBug } from '../graphql/errors.ts';
import { accepts } from './content-coding.ts';
import { type Asset, createGraphiqlAssets, type GraphiqlAssets } from './graphiql-assets.ts';
import { exampleOperations } from './graphiql-examples.ts';
import { answerSentence, answerText } from './plain-answer.ts';
import { isRoute, pathOf } from './routes.ts';
import { pageHeaders, SECURITY_HEADERS } from './security-headers.ts';

/** The path of the assets, below that of the page, so that a proxy that routes the page routes them, too. */
const ASSETS = '/graphql/';

/**
 * Serves GraphiQL: its page at `/graphql`, with tabs about `accountId`, a redirect from `/` for browsers, and the page's
 * files below `/graphql/`. Returns false for any other request, and leaves it alone.
 */
export function createGraphiql(reportBug: ReportBug) {
  const load = createGraphiqlAssets();
  const answer = async (accountId: string, request: IncomingMessage, response: ServerResponse) => {
    const path = pathOf(request);
    if (path === '/') return answerText(response, 302, '', { location: 'graphql' });
    const assets = await load();
    if (path === '/graphql') return answerPage(assets, accountId, response);
    const asset = Object.values(assets).find(({ name }) => path === ASSETS + name);
    if (asset !== undefined) return answerAsset(asset, request, response);
    answerSentence(response, 404, 'GraphiQL no longer has this file. Reload the page.');
  };
  return (accountId: string, request: IncomingMessage, response: ServerResponse): boolean => {
    if (!isForGraphiql(request)) return false;
    answer(accountId, request, response).catch((error: unknown) => {
      reportBug(error);
      answerSentence(response, 500, 'GraphiQL cannot be loaded. The log of the gateway has the cause.');
    });
    return true;
  };
}

/** Whether a browser opens a page (GraphQL clients accept JSON) or loads a file of it. */
function isForGraphiql(request: IncomingMessage): boolean {
  const { method, headers } = request;
  const path = pathOf(request);
  if (path.startsWith(ASSETS) && !isRoute(path)) return method === 'GET' || method === 'HEAD';
  const isPage = method === 'GET' && headers.accept?.includes('text/html') === true;
  return isPage && (path === '/' || path === '/graphql');
}

/** Without this, GraphiQL's tabs jump aside at the first click, and the click is lost. */
const STILL_TABS = '.graphiql-tab { transform: none !important }';

/** The page names its files relative to itself, so that they work below any path prefix of a proxy. */
function answerPage(
  { script, boot, style, icon, ...workers }: GraphiqlAssets,
  accountId: string,
  response: ServerResponse,
): void {
  const at = ({ name }: Asset) => ASSETS.slice(1) + name;
  const nonce = randomBytes(16).toString('base64');
  const title = 'LivePerson outbound messaging';
  const options = {
    title,
    examples: exampleOperations(accountId),
    workers: Object.fromEntries(Object.entries(workers).map(([label, asset]) => [label, at(asset)])),
  };
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}: GraphiQL</title>
    <link rel="icon" href="${at(icon)}">
    <link rel="stylesheet" href="${at(style)}">
    <style>${STILL_TABS}</style>
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script id="options" type="application/json">${JSON.stringify(options).replaceAll('<', '\\u003c')}</script>
    <script nonce="${nonce}" src="${at(script)}"></script>
    <script nonce="${nonce}" src="${at(boot)}" type="module"></script>
  </body>
</html>
`;
  answerText(response, 200, page, { ...pageHeaders(nonce), 'content-type': 'text/html; charset=utf-8' });
}

async function answerAsset(
  { contentType, gzip }: Asset,
  { headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const packed = accepts(headers['accept-encoding'], 'gzip');
  const body = packed ? gzip : await promisify(gunzip)(gzip);
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': contentType,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
    'content-length': body.length,
    ...(packed && { 'content-encoding': 'gzip' }),
  });
  response.end(body);
}
