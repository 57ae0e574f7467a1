import { inWords } from '../words';

/**
 * How severe AWS says a vulnerability is, the most severe first. It is a vendor's rating, and never
 * computed from a score. Source: the Image Builder model, ImageScanFinding; the user guide, Security
 * findings tab.
 */
export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'informational',
  'untriaged',
  /** A word that AWS does not document. It is shown as it came, and never dropped. */
  'unknown',
] as const;

export type Severity = (typeof severities)[number];

/** How many of something there are of each severity. */
export type SeverityCounts = Readonly<Record<Severity, number>>;

const ranks: Readonly<Record<Severity, number>> = {
  critical: 0,
  high: 1,
  medium: 2,
  low: 3,
  informational: 4,
  untriaged: 5,
  unknown: 6,
};

/** The severity that a word of AWS stands for, however it is spelled. */
export function severityOf(word: string): Severity {
  const plain = word.trim().toLowerCase();
  return severities.find((each) => each === plain) ?? 'unknown';
}

/** Where a severity stands: the lower, the more severe. One that is not known is last. */
export function rankOf(severity: Severity): number {
  return ranks[severity];
}

/** A severity in a word. */
export function nameOfSeverity(severity: Severity): string {
  return inWords(severity);
}

/** The severities to show: a word that AWS does not document only where there is one. */
export function shownSeverities(...counts: readonly SeverityCounts[]): readonly Severity[] {
  return severities.filter(
    (severity) => severity !== 'unknown' || counts.some(({ unknown }) => unknown > 0),
  );
}

/** Counts things by their severity. */
export function countSeverities(all: Iterable<{ readonly severity: Severity }>): SeverityCounts {
  const counts = {
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    informational: 0,
    untriaged: 0,
    unknown: 0,
  };
  for (const { severity } of all) counts[severity] += 1;
  return counts;
}
