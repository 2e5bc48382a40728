import type { Answer } from '../answers/answer.ts';
import { csvFormat } from '../exports/csv-format.ts';
import type { ExportFormat } from '../exports/export-format.ts';
import { exportText } from '../exports/export-text.ts';
import { ndjsonFormat } from '../exports/ndjson-format.ts';
import { ExportFailure, readPages } from '../exports/read-pages.ts';
import { object } from '../upstream/wire-values.ts';
import type { ExportExchange } from './answer-export.ts';
import { drained } from './drained.ts';
import { failureAnswer } from './export-failure.ts';
import { type ExportRequest, exportPages } from './export-pages.ts';
import { type ExportType, exportTypeFor } from './media-types.ts';
import { limitSending } from './send-answer.ts';

const FORMATS: Readonly<Record<ExportType, () => ExportFormat>> = {
  'application/x-ndjson': ndjsonFormat,
  'text/csv': csvFormat,
};

/** The header that lists the fields that are null or masked for the caller, as far as the first page shows. */
const REDACTED_HEADER = 'x-export-redacted';

/** A file is not kept, and no proxy may hold it back or pack it, which would hold it back, too. */
const STREAMED = ['cache-control', 'no-store, no-transform', 'x-accel-buffering', 'no'];

/**
 * Sends an export page by page, as fast as its client reads. Returns the answer instead if the first page fails. If a later
 * one does, and the format cannot say so, the connection is reset, so that no proxy takes the file for whole.
 */
export async function runExport(exchange: ExportExchange, asked: ExportRequest): Promise<Answer | null> {
  const { request, response, facts, head, reception } = exchange;
  const { stopping } = reception.places;
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  response.once('close', leave);
  stopping.addEventListener('abort', leave, { once: true });
  const format = FORMATS[exportTypeFor(request.headers.accept) ?? 'application/x-ndjson']();
  const text = exportText({
    pages: readPages(exportPages(exchange, asked, leaving.signal), asked.position.after),
    format,
    position: asked.position,
    begin({ plan, redacted }) {
      const shown = redacted.length === 0 ? [] : [REDACTED_HEADER, redacted.join(', ')];
      response.writeHead(200, [...head, 'content-type', format.mediaType, ...STREAMED, ...shown]);
      return plan.argumentsOf(object(asked.parameters().variables) ?? {}, asked.position.startedAt);
    },
    onPage({ items, itemsWithErrors }) {
      facts.items = items;
      facts.result = itemsWithErrors > 0 ? 'partial' : 'ok';
    },
    onFailure() {
      facts.result = 'failed';
    },
  });
  try {
    for await (const part of text) {
      if (response.destroyed) return null;
      if (!response.write(part)) await drained(response, reception.sending);
    }
    response.end();
    limitSending(response, reception.sending);
  } catch (error) {
    if (response.destroyed) return null;
    if (!(error instanceof ExportFailure)) throw error;
    if (!response.headersSent) return failureAnswer(error);
    request.socket.resetAndDestroy();
  } finally {
    stopping.removeEventListener('abort', leave);
  }
  return null;
}
