import type { Filter, Show } from './view';
import type { PairFacts, VulnerabilityFacts } from './view-facts';

/** Whether a package of a vulnerability fits. */
type Test = (vulnerability: VulnerabilityFacts, pair: PairFacts) => boolean;

/** Gives what of a vulnerability fits the filters and the text of a view; nothing when none does. */
export function fitTest({
  filters,
  text,
}: Pick<Show, 'filters' | 'text'>): (
  facts: VulnerabilityFacts,
) => readonly PairFacts[] | undefined {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const tests = [...filters.map(testOf), ...words.map(wordTest)];
  if (tests.length === 0) return ({ pairs }) => pairs;
  return (facts) => {
    const fit = facts.pairs.filter((pair) => tests.every((test) => test(facts, pair)));
    return fit.length === 0 ? undefined : fit;
  };
}

/** A word is anywhere in what is told of the vulnerability, or of its package. */
function wordTest(word: string): Test {
  return (vulnerability, pair) => vulnerability.text.includes(word) || pair.text.includes(word);
}

function testOf({ by, way, values }: Filter): Test {
  const wanted = way === 'is' || way === 'has';
  const found = way === 'has' || way === 'has-not' ? textTest(values) : valueTest(by, values);
  return (vulnerability, pair) => found(vulnerability, pair) === wanted;
}

function textTest(values: readonly string[]): Test {
  const texts = values.map((value) => value.toLowerCase());
  return (_, { name }) => texts.some((text) => name.includes(text));
}

function valueTest(by: Filter['by'], values: readonly string[]): Test {
  const any = new Set(values);
  switch (by) {
    case 'severity':
      return ({ severity }) => any.has(severity);
    case 'fix':
      return ({ fix }) => any.has(fix);
    case 'package':
      return (_, { pair }) => any.has(pair?.package ?? '');
    case 'ecosystem':
      return (_, { ecosystems }) => ecosystems.some((each) => any.has(each));
    case 'difference':
      return (_, pair) => pair.differences.some((each) => any.has(each));
    case 'judgement':
      return (_, { judgement }) => any.has(judgement);
  }
}
