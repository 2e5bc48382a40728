import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import {
  css,
  editorWorkerService,
  favicon,
  graphqlWorker,
  js,
  jsonWorker,
} from '@graphql-yoga/render-graphiql/graphiql';
import type { Asset, GraphiqlAssets } from './graphiql-assets.ts';

// A worker thread: it ends after its message, which frees the nine megabytes of source texts.

const SCRIPT = 'text/javascript; charset=utf-8';

const files = {
  script: asset('graphiql', 'js', SCRIPT, js),
  boot: asset('boot', 'js', SCRIPT, readFileSync(new URL('graphiql-boot.js', import.meta.url))),
  style: asset('graphiql', 'css', 'text/css; charset=utf-8', css),
  icon: asset('icon', 'ico', 'image/x-icon', Buffer.from(favicon.slice(favicon.indexOf(',') + 1), 'base64')),
  editorWorkerService: asset('editor-worker', 'js', SCRIPT, editorWorkerService),
  json: asset('json-worker', 'js', SCRIPT, jsonWorker),
  graphql: asset('graphql-worker', 'js', SCRIPT, graphqlWorker),
} satisfies GraphiqlAssets;

parentPort?.postMessage(files);

function asset(base: string, ending: string, contentType: string, content: string | Buffer): Asset {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { name: `${base}.${hash}.${ending}`, contentType, gzip: gzipSync(content) };
}
