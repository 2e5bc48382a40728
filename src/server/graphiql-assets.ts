import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A file that GraphiQL's page loads. Its name has a hash of its content, so it may be kept for ever. */
export type Asset = { readonly name: string; readonly contentType: string; readonly gzip: Uint8Array };

/** All of them; the workers by the labels that the editor asks for them by. */
export type GraphiqlAssets = Readonly<
  Record<'script' | 'boot' | 'style' | 'icon' | 'editorWorkerService' | 'json' | 'graphql', Asset>
>;

/**
 * Makes GraphiQL's assets when they are first asked for, and keeps them: 2.5 MB, compressed. That takes a second, in a
 * thread of its own, so that no other request waits for it. Rejects when they cannot be made; the next call tries again.
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
