import type { Column } from '../graphql/exports/export-columns.ts';
import { shownError } from '../graphql/placed-error.ts';
import { csvHeader, csvLine } from './csv.ts';
import type { ExportFormat } from './export-format.ts';

/** The last column: the errors of an item's fields as JSON. No field of GraphQL has such a name, but an alias may. */
const ERRORS = '__errors';

/** CSV as RFC 4180 has it, with a header line. It has no line for progress, and none for a failure. */
export function csvFormat(): ExportFormat {
  let ofItem: readonly Column[] = [];
  return {
    mediaType: 'text/csv; charset=utf-8; header=present',
    begin({ columns }) {
      ofItem = columns.map((column) => ['item', ...column]);
      return csvHeader([...columns, [ERRORS]]);
    },
    item: (item, errors) =>
      csvLine({ item, errors: errors.length === 0 ? null : errors.map(shownError) }, [...ofItem, ['errors']]),
    page: () => '',
    done: () => '',
    failed: () => null,
  };
}
