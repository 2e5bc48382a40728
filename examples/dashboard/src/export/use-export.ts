import { useRef, useState } from 'react';
import { ExportMessagesDocument, type ExportMessagesQueryVariables } from '../../generated/graphql.ts';
import { documentIdOf } from '../by-id.ts';
import { GATEWAY_PATH } from '../client.ts';
import { linesOf } from './export-lines.ts';
import { keep, nothing, type Received, save } from './received.ts';

/** How far an export is. `share` is the part of the range that is read, 0 to 1. */
export type ExportState = { readonly items: number; readonly share: number } & (
  | { readonly phase: 'idle' | 'running' | 'whole' }
  | { readonly phase: 'broken'; readonly reason: string }
);

const IDLE: ExportState = { phase: 'idle', items: 0, share: 0 };

/** An export of messages to a file. It is saved when it is whole; one that broke off goes on where it was. */
export function useExport(variables: ExportMessagesQueryVariables) {
  const [state, setState] = useState<ExportState>(IDLE);
  const stopper = useRef<AbortController>(null);
  const received = useRef<Received>(nothing());

  const start = async () => {
    stopper.current = new AbortController();
    const { signal } = stopper.current;
    if (state.phase !== 'broken') received.current = nothing();
    const so = received.current;
    so.later = [];
    so.itemsBefore = so.items;
    const report = (phase: 'running' | 'whole', share: number) => setState({ phase, share, items: so.items });
    report('running', state.share);
    try {
      const response = await fetch(`${GATEWAY_PATH}/export`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
        body: JSON.stringify({ documentId: documentIdOf(ExportMessagesDocument), variables, after: so.cursor }),
        signal,
      });
      for await (const line of linesOf(response)) {
        const share = keep(line, so);
        if (share !== null) report(line.done ? 'whole' : 'running', share);
      }
      save(so.kept);
    } catch (error) {
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      setState((state) => ({ phase: 'broken', reason, items: so.items, share: state.share }));
    }
  };
  const stop = () => {
    stopper.current?.abort();
    setState(IDLE);
  };
  return { state, start, stop };
}
