import type { ServerResponse } from 'node:http';
import { readingMs, type SendingOptions } from './send-answer.ts';

/**
 * Waits until the client has read what was written, or is gone. Closes the connection of a client that reads nothing, or too
 * slowly.
 */
export function drained(response: ServerResponse, sending: SendingOptions): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => response.destroy(), readingMs(response.writableLength, sending));
    const end = () => {
      clearTimeout(late);
      response.off('drain', end).off('close', end);
      resolve();
    };
    response.once('drain', end).once('close', end);
    if (response.destroyed || !response.writableNeedDrain) end();
  });
}
