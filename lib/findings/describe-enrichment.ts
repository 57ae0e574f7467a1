import { isoText } from './iso-text';
import type { Enrichment } from './scan';

/** One thing that is known of a vulnerability, in words. */
export interface EnrichmentFact {
  readonly label: string;
  /** More than one where it says several things. */
  readonly texts: readonly string[];
  /** What it means. */
  readonly note?: string;
}

const notKnown = 'Not known';

/** What Amazon Inspector's database tells of a vulnerability, in the order in which it matters. */
export function describeEnrichment(enrichment: Enrichment): readonly EnrichmentFact[] {
  const { epss, cwes } = enrichment;
  return [
    {
      label: 'EPSS',
      texts: [epss === undefined ? notKnown : percentOf(epss)],
      note: 'The estimated probability that it is exploited within the next 30 days.',
    },
    { label: 'Known exploited (CISA KEV)', texts: describeCatalog(enrichment.knownExploited) },
    { label: 'Exploit seen by Amazon', texts: [describeSeen(enrichment.exploitSeen)] },
    { label: 'Weaknesses (CWE)', texts: cwes.length > 0 ? cwes : [notKnown] },
  ];
}

/** A probability from 0 to 1 in percent, to two places: `94.43%`. What is small is never told as none. */
export function percentOf(probability: number): string {
  const percent = probability * 100;
  if (percent > 0 && percent < 0.01) return 'Less than 0.01%';
  if (percent < 100 && percent > 99.99) return 'More than 99.99%';
  return `${Number(percent.toFixed(2))}%`;
}

function describeCatalog(known: Enrichment['knownExploited']): readonly string[] {
  if (!known) return ["Not in CISA's catalog of known exploited vulnerabilities"];
  const { addedAt, dueAt, action } = known;
  return [
    addedAt === undefined ? 'Yes' : `Yes, added on ${dayOf(addedAt)}`,
    ...(dueAt === undefined ? [] : [`Due on ${dayOf(dueAt)} for US federal agencies`]),
    ...(action === undefined ? [] : [action]),
  ];
}

function describeSeen(seen: Enrichment['exploitSeen']): string {
  if (!seen) return 'None is reported';
  const { firstAt, lastAt } = seen;
  const told = [
    ...(firstAt === undefined ? [] : [`first on ${dayOf(firstAt)}`]),
    ...(lastAt === undefined ? [] : [`last on ${dayOf(lastAt)}`]),
  ];
  return told.length === 0 ? 'Yes' : `Yes, ${told.join(', ')}`;
}

/** A day in UTC, as `2026-12-31`: these are dates, and no moments. */
function dayOf(time: number): string {
  return isoText(time)?.slice(0, 10) ?? 'a day that is not known';
}
