import type { Comparison, VulnerabilityChange } from './compare';
import { hasRunOut, suppresses, type Judgement } from './judgement';
import {
  countClasses,
  type JudgedComparison,
  type JudgedPair,
  type JudgedVulnerability,
} from './judged';
import { compareTexts } from './vulnerability';

/** What judgements are looked at by. */
export interface JudgingPlace {
  /** The name of the image that is compared; without it only judgements of all images hold. */
  readonly image?: string | undefined;
  /** The day in UTC, as `2026-12-31` (`dayOf`). */
  readonly today: string;
}

/**
 * Puts what was recorded beside what was compared, without changing any class. Of the judgements
 * that hold today the most specific one counts: one of a package before one of all, then one of the
 * image before one of all images, then the one that was recorded last. So `in-work` of one package
 * brings it back into the counts from which the vulnerability was taken.
 */
export function judgeComparison(
  comparison: Comparison,
  judgements: readonly Judgement[],
  { image, today }: JudgingPlace,
): JudgedComparison {
  const ofImage = judgements
    .filter((each) => each.image === undefined || each.image === image)
    .toSorted(compareJudgements);
  const holding = ofImage.filter((each) => !hasRunOut(each, today));
  const expired = ofImage.filter((each) => hasRunOut(each, today));
  const byVulnerability = groupByVulnerability(holding);
  const matched = new Set<Judgement>();
  const vulnerabilities = comparison.vulnerabilities.map((change) => {
    const own = byVulnerability.get(change.id) ?? [];
    for (const each of own) if (isAbout(each, change)) matched.add(each);
    return judgeVulnerability(change, own);
  });
  return {
    vulnerabilities,
    counts: {
      vulnerabilities: countClasses(vulnerabilities),
      pairs: countClasses(vulnerabilities.flatMap(({ pairs }) => pairs)),
    },
    unmatched: holding.filter((each) => !matched.has(each)).toSorted(compareSubjects),
    expired: expired.toSorted(compareSubjects),
  };
}

function groupByVulnerability(
  judgements: readonly Judgement[],
): ReadonlyMap<string, readonly Judgement[]> {
  const groups = new Map<string, Judgement[]>();
  for (const each of judgements) {
    const own = groups.get(each.vulnerability);
    if (own) own.push(each);
    else groups.set(each.vulnerability, [each]);
  }
  return groups;
}

/** The most specific first, then the latest; among equals an order that is the same everywhere. */
function compareJudgements(a: Judgement, b: Judgement): number {
  return specificityOf(b) - specificityOf(a) || b.at - a.at || compareTexts(a.id, b.id);
}

function specificityOf({ package: name, image }: Judgement): number {
  return (name === undefined ? 0 : 2) + (image === undefined ? 0 : 1);
}

/** By what judgements are about, for lists of them. */
export function compareSubjects(a: Judgement, b: Judgement): number {
  return (
    compareTexts(a.vulnerability, b.vulnerability) ||
    compareTexts(a.package ?? '', b.package ?? '') ||
    compareTexts(a.image ?? '', b.image ?? '') ||
    compareTexts(a.id, b.id)
  );
}

/** Whether there is anything in the vulnerability that a judgement of it is about. */
function isAbout(judgement: Judgement, { pairs }: VulnerabilityChange): boolean {
  const name = judgement.package;
  return name === undefined || pairs.some((pair) => pair.package === name);
}

/** `judgements` are of this vulnerability, hold, and the first is the most specific. */
function judgeVulnerability(
  change: VulnerabilityChange,
  judgements: readonly Judgement[],
): JudgedVulnerability {
  const pairs = change.pairs.map((pair): JudgedPair => {
    const judgement = judgements.find(
      (each) => each.package === undefined || each.package === pair.package,
    );
    return {
      ...pair,
      ...(judgement && { judgement }),
      suppressed: judgement !== undefined && suppresses(judgement),
    };
  });
  const whole = judgements.find((each) => each.package === undefined);
  const suppressed =
    pairs.length > 0
      ? pairs.every((pair) => pair.suppressed)
      : whole !== undefined && suppresses(whole);
  const judgement = judgementOf(pairs, whole);
  return { ...change, pairs, ...(judgement && { judgement }), suppressed };
}

/** What is said of a vulnerability: what holds of every package, or else what was said of it whole. */
function judgementOf(
  pairs: readonly JudgedPair[],
  whole: Judgement | undefined,
): Judgement | undefined {
  const [first] = pairs;
  const agreed = first?.judgement;
  if (agreed && pairs.every(({ judgement }) => judgement === agreed)) return agreed;
  return whole;
}
