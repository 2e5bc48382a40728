import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A file that GraphiQL's page loads. Its name contains a hash of its content, so it can be cached forever. */
export type Asset = { readonly name: string; readonly contentType: string; readonly gzip: Uint8Array };

/** All files of the page; the workers by the editor's labels. */
export type GraphiqlAssets = Readonly<
  Record<'script' | 'boot' | 'style' | 'icon' | 'editorWorkerService' | 'json' | 'graphql', Asset>
>;

/**
 * Makes GraphiQL's assets at the first call and caches them: 2.5 MB, compressed. This takes a second in a thread of its
 * own, so that no other request waits. Rejects if they cannot be made; the next call tries again.
 */
export function createGraphiqlAssets(): () => Promise<GraphiqlAssets> {
  let made: Promise<GraphiqlAssets> | null = null;
  return () => {
    made ??= pack().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

async function pack(): Promise<GraphiqlAssets> {
  const [assets] = await once(new Worker(new URL('pack-graphiql.ts', import.meta.url)), 'message');
  return assets;
}
