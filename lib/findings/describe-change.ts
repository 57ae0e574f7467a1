import { otherFindings } from '../builds/describe';
import type { FindingCounts } from './finding';
import type { FindingsChange } from './scan';

/**
 * How a build's findings differ from those of the build before it, in sentences: `Findings: Critical
 * 3 (+2), High 8 (−1), Medium 4 (no change), Other 2 (+1), compared with 2.0.0/3.` What was not
 * counted is not taken for none.
 */
export function describeChange({ counts, previous, compared }: FindingsChange): readonly string[] {
  if (!previous) return ['There is no earlier build of this image that became available.'];
  const { build, counts: before } = previous;
  const place = `${build.version}/${build.buildVersion}`;
  const findings =
    counts && before
      ? `${wordsOf(counts, before)}, compared with ${place}.`
      : `${wordsOf(counts)}. In ${place}: ${wordsOf(before)}.`;
  return [
    `Findings: ${findings}`,
    ...(compared
      ? [
          `Vulnerabilities: +${compared.new} new, −${compared.fixed} fixed, ${compared.persisting} unchanged.`,
        ]
      : []),
  ];
}

/** The severities that AWS counts, with how many more or fewer there are than before. */
function wordsOf(counts: FindingCounts | null, before?: FindingCounts): string {
  if (!counts) return 'Not counted';
  const told = (word: string, of: (counts: FindingCounts) => number) =>
    `${word} ${of(counts)}${before ? ` (${signed(of(counts) - of(before))})` : ''}`;
  return [
    told('Critical', ({ critical }) => critical),
    told('High', ({ high }) => high),
    told('Medium', ({ medium }) => medium),
    told('Other', otherFindings),
  ].join(', ');
}

function signed(difference: number): string {
  if (difference === 0) return 'no change';
  return difference > 0 ? `+${difference}` : `−${-difference}`;
}
