import type { JudgedComparison, JudgedPair } from './judged';
import { factsOfComparison, type VulnerabilityFacts } from './view-facts';
import { fixedInOf, versionsOf } from './vulnerability';

/** What is searched of a vulnerability, in lower case. */
export interface VulnerabilityTexts {
  readonly own: string;
  /** One for each of its `pairs` as the facts have them. */
  readonly pairs: readonly string[];
}

const known = new WeakMap<JudgedComparison, ReadonlyMap<VulnerabilityFacts, VulnerabilityTexts>>();

/**
 * The texts of a comparison by its facts. They are put together once, and not at every key: it takes
 * a while, so who expects a search asks for them before.
 */
export function textsOfComparison(
  judged: JudgedComparison,
): ReadonlyMap<VulnerabilityFacts, VulnerabilityTexts> {
  const before = known.get(judged);
  if (before) return before;
  const texts = new Map(factsOfComparison(judged).map((facts) => [facts, textsOf(facts)] as const));
  known.set(judged, texts);
  return texts;
}

function textsOf({ vulnerability, pairs }: VulnerabilityFacts): VulnerabilityTexts {
  const { id, base, target } = vulnerability;
  const {
    title = '',
    description = '',
    source = '',
    related = [],
  } = (target ?? base)?.details ?? {};
  return {
    own: [id, title, description, source, ...related].join('\n').toLowerCase(),
    pairs: pairs.map(({ pair }) => (pair ? textOfPair(pair) : '')),
  };
}

function textOfPair({ package: name, arch, base, target }: JudgedPair): string {
  let text = `${name}\n${arch}`;
  for (const side of [base, target]) {
    for (const each of versionsOf(side)) text += `\n${each}`;
    for (const each of fixedInOf(side)) text += `\n${each}`;
    for (const { filePath } of side?.packages ?? []) {
      if (filePath !== undefined) text += `\n${filePath}`;
    }
  }
  return text.toLowerCase();
}
