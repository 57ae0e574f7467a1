import PropertyFilter from '@cloudscape-design/components/property-filter';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useMemo } from 'preact/hooks';
import type { JudgedComparison } from '../../../../../lib/findings/judged';
import { factsOfComparison } from '../../../../../lib/findings/view-facts';
import type { Show } from '../../../../../lib/findings/view';
import { compareTexts } from '../../../../../lib/findings/vulnerability';
import { filteringOptions, filteringProperties, queryOf, withQuery } from './query';
import type { ChangeShow } from './use-show';

interface FiltersProps {
  readonly judged: JudgedComparison;
  readonly show: Show;
  readonly onChange: ChangeShow;
  /** How many rows there are. */
  readonly count: string;
}

/** So many options are drawn at once without making the page slow. */
const manyOptions = 500;

/** What narrows the rows down: a text as it is typed, and properties. */
export function Filters({ judged, show, onChange, count }: FiltersProps) {
  const options = useMemo(() => filteringOptions(foundIn(judged)), [judged]);
  const { filters, classes } = show;
  const query = useMemo(() => queryOf({ filters, classes }), [filters, classes]);
  // It has many options, and nothing to do with what is typed beside it.
  const properties = useMemo(
    () => (
      <PropertyFilter
        query={query}
        onChange={({ detail }) => onChange((now) => withQuery(now, detail))}
        filteringProperties={filteringProperties}
        filteringOptions={options}
        virtualScroll={options.length > manyOptions}
        disableFreeTextFiltering
        readOnlyOperations
        expandToViewport
        filteringPlaceholder="Filter by severity, fix, package and more"
        filteringAriaLabel="Filter by properties"
        filteringEmpty="No property or value fits"
      />
    ),
    [query, options, onChange],
  );
  return (
    <div class="desk-result-filters">
      <TextFilter
        filteringText={show.text}
        filteringPlaceholder="Find vulnerabilities and packages"
        filteringAriaLabel="Find vulnerabilities and packages"
        countText={show.text.trim() === '' ? '' : count}
        onChange={({ detail }) =>
          onChange((now) => ({ ...now, text: detail.filteringText }), 'typed')
        }
      />
      {properties}
    </div>
  );
}

/** The packages and ecosystems that a comparison has. */
function foundIn(judged: JudgedComparison) {
  const packages = new Set<string>();
  const ecosystems = new Set<string>();
  for (const { pairs } of factsOfComparison(judged)) {
    for (const each of pairs) {
      if (each.pair) packages.add(each.pair.package);
      for (const ecosystem of each.ecosystems) ecosystems.add(ecosystem);
    }
  }
  return {
    package: [...packages].toSorted(compareTexts),
    ecosystem: [...ecosystems].toSorted(compareTexts),
  };
}
