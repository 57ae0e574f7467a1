import { sumClasses } from './compare';
import type { JudgedComparison } from './judged';
import type { ComparisonReport } from './report';
import { shownOf } from './shown';
import type { Show } from './view';
import { describeShow } from './view-words';

/** A report of exactly what a view of a comparison shows. */
export function reportOf(
  judged: JudgedComparison,
  show: Show,
  about: Pick<ComparisonReport, 'at' | 'base' | 'target' | 'gate'>,
): ComparisonReport {
  const { vulnerabilities, fitting } = shownOf(judged, show);
  const suppressed =
    sumClasses(fitting.vulnerabilities.suppressed) + sumClasses(fitting.pairs.suppressed) > 0 &&
    !show.suppressed;
  return {
    ...about,
    vulnerabilities,
    total: judged.vulnerabilities.length,
    unmatched: judged.unmatched,
    expired: judged.expired,
    filters: [...describeShow(show), ...(suppressed ? ['without what is suppressed'] : [])],
  };
}
