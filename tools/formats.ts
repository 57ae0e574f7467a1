import { exportFormats } from '../lib/findings/export/formats';
import type { ExportExtension } from '../lib/findings/export/name';
import type { ComparisonReport } from '../lib/findings/report';

/** What a comparison can be written as, by the name of the option that names the file. */
export type Formats = Readonly<Record<string, (report: ComparisonReport) => string>>;

const options: Readonly<Record<ExportExtension, string>> = {
  csv: 'csv',
  md: 'markdown',
  html: 'html',
  json: 'json',
  sarif: 'sarif',
  'cdx.json': 'vex',
};

/** All that the desk saves as well. */
export const formats: Formats = Object.fromEntries(
  exportFormats.map(({ extension, write }) => [options[extension], write]),
);
