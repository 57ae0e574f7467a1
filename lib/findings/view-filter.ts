import type { JudgedComparison } from './judged';
import type { Filter, FilterKey, Show } from './view';
import type { PairFacts, VulnerabilityFacts } from './view-facts';
import { textsOfComparison } from './view-texts';

/** Gives what of a vulnerability fits; nothing when none does. */
type Fit = (facts: VulnerabilityFacts) => readonly PairFacts[] | undefined;

/** Gives what of the vulnerabilities of a comparison fits the filters and the text of a view. */
export function fitsOf(judged: JudgedComparison, { filters, text }: Show): Fit {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const tests = [...filters.map(testOf), ...(words.length > 0 ? [textTest(judged, words)] : [])];
  return (facts) => {
    let fit: readonly PairFacts[] = facts.pairs;
    for (const test of tests) {
      const left = test(facts);
      if (left === true) continue;
      fit = left === false ? [] : fit.filter(left);
      if (fit.length === 0) return undefined;
    }
    return fit;
  };
}

/** Tells of a vulnerability with all of its packages, or gives a test of these. */
type Test = (facts: VulnerabilityFacts) => boolean | ((pair: PairFacts) => boolean);

/** Every word is anywhere in what is told of the vulnerability, or of the package. */
function textTest(judged: JudgedComparison, words: readonly string[]): Test {
  const texts = textsOfComparison(judged);
  return (facts) => {
    const { own = '', pairs = [] } = texts.get(facts) ?? {};
    const others = words.filter((word) => !own.includes(word));
    if (others.length === 0) return true;
    return (pair) => {
      const text = pairs[facts.pairs.indexOf(pair)] ?? '';
      return others.every((word) => text.includes(word));
    };
  };
}

function testOf({ by, way, values }: Filter): Test {
  const wanted = way === 'is' || way === 'has';
  if (by === 'severity' || by === 'fix') {
    const any = new Set(values);
    return (facts) => any.has(facts[by]) === wanted;
  }
  const found = way === 'has' || way === 'has-not' ? nameTest(values) : pairTest(by, values);
  return () => (pair) => found(pair) === wanted;
}

function nameTest(values: readonly string[]): (pair: PairFacts) => boolean {
  const texts = values.map((value) => value.toLowerCase());
  return ({ pair }) => {
    const name = pair?.package.toLowerCase() ?? '';
    return texts.some((text) => name.includes(text));
  };
}

function pairTest(
  by: Exclude<FilterKey, 'severity' | 'fix'>,
  values: readonly string[],
): (pair: PairFacts) => boolean {
  const any = new Set(values);
  switch (by) {
    case 'package':
      return ({ pair }) => any.has(pair?.package ?? '');
    case 'ecosystem':
      return ({ ecosystems }) => ecosystems.some((each) => any.has(each));
    case 'difference':
      return (pair) => pair.differences.some((each) => any.has(each));
    case 'judgement':
      return ({ judgement }) => any.has(judgement);
  }
}
