import type { ComparisonReport } from '../lib/findings/report';

/** What a comparison can be written as, by the name of the option that names the file. */
export type Formats = Readonly<Record<string, (report: ComparisonReport) => string>>;

/** All of them, one a line. */
export const formats: Formats = {};
