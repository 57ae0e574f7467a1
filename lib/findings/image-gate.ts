import { labelOfBuild } from '../builds/arn';
import { sourceBuildTag } from '../images/lineage';
import { countOf, formatNumber } from '../words';
import type { GateVerdict } from './gate-verdict';

/** What is known of the rules for an AppStream image, by the build that it was made from. */
export type ImageGate =
  /** Nobody has asked yet from which build. */
  | { readonly state: 'unread' }
  | { readonly state: 'no-build' }
  /** The tag names no build of an account. */
  | { readonly state: 'odd-tag' }
  /** The build is known, and its findings have not been read. */
  | { readonly state: 'found'; readonly build: string }
  /** Nothing can be said, for the reason in the sentence. */
  | {
      readonly state: 'unknown';
      readonly build: string;
      readonly previous?: string;
      readonly reason: string;
    }
  | {
      readonly state: 'evaluated';
      readonly build: string;
      /** The build before, which it was compared with. */
      readonly previous?: string;
      readonly verdict: GateVerdict;
    };

/** How images are counted; each is counted once. */
export type GateClass = 'failed' | 'passed' | 'unevaluated' | 'no-build' | 'unread';

/** What an image counts as. None passes that a rule could not be held against. */
export function classOfGate(gate: ImageGate): GateClass {
  switch (gate.state) {
    case 'found':
    case 'unread':
      return 'unread';
    case 'no-build':
      return 'no-build';
    case 'odd-tag':
    case 'unknown':
      return 'unevaluated';
    case 'evaluated': {
      const { outcomes, unevaluated } = gate.verdict;
      if (outcomes.some(({ passed }) => !passed)) return 'failed';
      return unevaluated ? 'unevaluated' : 'passed';
    }
  }
}

/** The verbs for one image and for several, in the order in which they are told. */
const verbs: Readonly<Record<GateClass, readonly [one: string, several: string]>> = {
  failed: ['fails a rule', 'fail a rule'],
  passed: ['passes', 'pass'],
  unevaluated: ['could not be evaluated', 'could not be evaluated'],
  'no-build': ['has no known build', 'have no known build'],
  unread: ['is not checked yet', 'are not checked yet'],
};

const order: readonly GateClass[] = ['failed', 'passed', 'unevaluated', 'no-build', 'unread'];

/** Images in one sentence: `2 of 12 images fail a rule; 1 passes; 9 have no known build.` */
export function summariseGates(gates: readonly ImageGate[]): string {
  const classes = gates.map(classOfGate);
  const parts = order.flatMap((each) => {
    const count = classes.filter((other) => other === each).length;
    return count === 0 ? [] : [{ count, verb: verbs[each][count === 1 ? 0 : 1] }];
  });
  const [first, ...others] = parts;
  if (!first) return 'There is no image.';
  if (gates.length === 1) return `The image ${first.verb}.`;
  const numbers = others.map(({ count, verb }) => `${formatNumber(count)} ${verb}`);
  const whole = `${formatNumber(first.count)} of ${countOf(gates.length, 'image')} ${first.verb}`;
  return `${[whole, ...numbers].join('; ')}.`;
}

/** One image in a sentence, with the reason where nothing can be said. */
export function describeGate(gate: ImageGate): string {
  switch (gate.state) {
    case 'unread':
      return 'Not checked yet.';
    case 'found':
      return `Not checked yet. It was made from ${labelOfBuild(gate.build)}.`;
    case 'no-build':
      return `No known build: there is no tag ${sourceBuildTag}.`;
    case 'odd-tag':
      return `Not evaluated: its tag ${sourceBuildTag} names no build of an account.`;
    case 'unknown':
      return `Not evaluated: ${labelOfBuild(gate.build)}. ${gate.reason}`;
    case 'evaluated': {
      const { outcomes, unevaluated } = gate.verdict;
      const failed = outcomes.filter(({ passed }) => !passed);
      const parts = [
        ...(failed.length > 0 ? [`Failed: ${titlesOf(failed.map(({ rule }) => rule))}.`] : []),
        ...(failed.length === 0 && !unevaluated ? ['Passed.'] : []),
        ...(unevaluated
          ? [`Not evaluated: ${titlesOf(unevaluated.rules)}. ${unevaluated.reason}`]
          : []),
      ];
      return parts.join(' ');
    }
  }
}

function titlesOf(rules: readonly { readonly title: string }[]): string {
  return rules.map(({ title }) => title).join('; ');
}
