import type { ComparisonReport } from '../report';
import { findingsCsv } from './csv';
import { findingsVex } from './cyclonedx';
import { findingsHtml } from './html';
import { findingsJson } from './json';
import { findingsMarkdown } from './markdown';
import type { ExportExtension } from './name';
import { findingsSarif } from './sarif';

/** A form in which a comparison can be written. */
export interface ExportFormat {
  readonly extension: ExportExtension;
  readonly title: string;
  /** The media type. */
  readonly type: string;
  readonly write: (report: ComparisonReport) => string;
}

/** All of them, in the order in which they are offered. */
export const exportFormats: readonly ExportFormat[] = [
  { extension: 'csv', title: 'CSV', type: 'text/csv', write: findingsCsv },
  { extension: 'md', title: 'Markdown', type: 'text/markdown', write: findingsMarkdown },
  { extension: 'html', title: 'HTML report', type: 'text/html', write: findingsHtml },
  { extension: 'json', title: 'JSON', type: 'application/json', write: findingsJson },
  {
    extension: 'sarif',
    title: 'SARIF 2.1.0',
    type: 'application/sarif+json',
    write: findingsSarif,
  },
  {
    extension: 'cdx.json',
    title: 'CycloneDX 1.6 VEX of judgements',
    type: 'application/vnd.cyclonedx+json',
    write: findingsVex,
  },
];
