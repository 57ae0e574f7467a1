import type { ComparisonReport } from '../../../../../lib/findings/report';

/** A form in which what is shown can be saved. */
export interface ExportFormat {
  readonly extension: string;
  readonly title: string;
  /** The media type. */
  readonly type: string;
  readonly write: (report: ComparisonReport) => string;
}

/** All of them, in the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = [];

/** What a saved file is called. */
export function exportName({ base, target }: ComparisonReport, extension: string): string {
  return `${base.label} to ${target.label}.${extension}`;
}
