import { changeClasses } from './compare';
import type { JudgedComparison } from './judged';
import { rankOf } from './severity';
import type { Show, SortKey } from './view';
import type { VulnerabilityFacts } from './view-facts';
import { compareTexts } from './vulnerability';

type Facts = readonly VulnerabilityFacts[];

const known = new WeakMap<JudgedComparison, { readonly order: string; readonly facts: Facts }>();

/**
 * The facts of a comparison in an order; among equals the worst first, and what has no value last
 * whichever way. The last order of a comparison is kept, as the rows are filtered again and again.
 */
export function sortVulnerabilities(
  judged: JudgedComparison,
  facts: Facts,
  { by, descending }: Show['sort'],
): Facts {
  // The comparison has them in this order already.
  if (by === 'severity' && descending) return facts;
  const order = `${by} ${descending}`;
  const before = known.get(judged);
  if (before?.order === order) return before.facts;
  const value = values[by];
  const ways = descending ? -1 : 1;
  const sorted = facts
    .map((each) => ({ each, value: value(each) }))
    .toSorted((a, b) => {
      if (a.value === undefined || b.value === undefined) {
        return Number(a.value === undefined) - Number(b.value === undefined);
      }
      return ways * compareValues(a.value, b.value);
    })
    .map(({ each }) => each);
  known.set(judged, { order, facts: sorted });
  return sorted;
}

type Value = string | number | undefined;

const values: Readonly<Record<SortKey, (facts: VulnerabilityFacts) => Value>> = {
  // The worst is the most.
  severity: ({ severity }) => -rankOf(severity),
  id: ({ vulnerability }) => vulnerability.id,
  change: ({ vulnerability }) => changeClasses.indexOf(vulnerability.change),
  package: ({ pairs }) => pairs[0]?.pair?.package,
  score: ({ score }) => score,
  published: ({ published }) => published,
};

function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : compareTexts(String(a), String(b));
}
