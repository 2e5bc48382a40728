import type { GraphQLError } from 'graphql';
import type { Column } from '../graphql/exports/export-columns.ts';

/** What the beginning of an export says. */
export type ExportHead = {
  readonly connection: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly columns: readonly Column[];
  readonly item: 'node' | 'edge';
  readonly startedAt: number;
  /** Where it begins. */
  readonly cursor: string;
};

/** How far an export is. */
export type ExportProgress = {
  readonly cursor: string;
  /** Items written since this request began. */
  readonly items: number;
  /** The fields that have been null or masked for this caller. */
  readonly redacted: readonly string[];
  /** Items with errors. */
  readonly itemsWithErrors: number;
  /** The time up to which transactions were read; null for other connections. */
  readonly through: string | null;
};

/** The text of an export. Each function returns what to write, which may be nothing. */
export type ExportFormat = {
  readonly mediaType: string;
  begin(head: ExportHead): string;
  item(item: unknown, errors: readonly GraphQLError[]): string;
  page(progress: ExportProgress): string;
  done(progress: ExportProgress): string;
  /** Null if the format cannot say it: the connection is broken off instead. */
  failed(errors: readonly GraphQLError[], progress: ExportProgress): string | null;
};
