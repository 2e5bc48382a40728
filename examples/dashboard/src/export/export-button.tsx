import { useRef } from 'react';
import { count } from '../format.ts';
import { RANGES, type RangeName, rangeOf } from '../ranges.ts';
import { useExport } from './use-export.ts';

/** Exports the messages of the range to a file, and says how far it is. */
export function ExportButton({ accountId, range }: { readonly accountId: string; readonly range: RangeName }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { state, start, stop } = useExport({ accountId, attempted: rangeOf(range) });
  return (
    <>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        Export
      </button>
      <dialog ref={dialog} aria-labelledby="export-title" onClose={stop}>
        <h2 id="export-title">Export messages</h2>
        <p className="note">
          All messages of the last {RANGES[range]} of account {accountId}, one a line (NDJSON).
        </p>
        {state.phase !== 'idle' && (
          <>
            <progress aria-label="Part of the range that is read" max={1} value={state.share} />
            <p role="status">
              {count(state.items)} messages
              {state.phase === 'whole' && ', whole'}
              {state.phase === 'broken' && `: it broke off. ${state.reason}`}
            </p>
          </>
        )}
        <div className="dialog-actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            {state.phase === 'running' ? 'Cancel' : 'Close'}
          </button>
          {state.phase !== 'running' && (
            <button type="button" className="primary" onClick={start}>
              {state.phase === 'broken' ? 'Go on from there' : state.phase === 'whole' ? 'Start again' : 'Start'}
            </button>
          )}
        </div>
      </dialog>
    </>
  );
}
