import { readBuildArn } from '../builds/arn';
import type { Comparison } from './compare';
import { evaluateGate, type GateOutcome } from './gate';
import { judgeComparison } from './judge';
import type { FindingsBook, GateRule } from './judgement';

/** What the rules are held against, for one build. */
export interface GateBasis {
  /** With the build before, or with nothing. */
  readonly comparison: Comparison;
  /** Why it was compared with nothing, so that what is new is not known; one sentence. */
  readonly alone?: string;
}

/** What the rules say of a build. */
export interface GateVerdict {
  readonly outcomes: readonly GateOutcome[];
  /** The rules that say nothing, and why. */
  readonly unevaluated?: { readonly rules: readonly GateRule[]; readonly reason: string };
}

interface GatePlace {
  /** The ARN of the build, for judgements that are of its image alone. */
  readonly build: string;
  /** The day in UTC, as `2026-12-31` (`dayOf`). */
  readonly today: string;
}

/** Holds a build to the rules. Without a build before everything would look new, and is not. */
export function judgeGate(
  { comparison, alone }: GateBasis,
  { rules, judgements }: Pick<FindingsBook, 'rules' | 'judgements'>,
  { build, today }: GatePlace,
): GateVerdict {
  const known = rules.filter(({ of }) => alone === undefined || of === 'all');
  const unknown = rules.filter((rule) => !known.includes(rule));
  const image = readBuildArn(build)?.name;
  const judged = judgeComparison(comparison, judgements, { image, today });
  return {
    outcomes: evaluateGate(known, judged.vulnerabilities),
    ...(alone !== undefined &&
      unknown.length > 0 && { unevaluated: { rules: unknown, reason: alone } }),
  };
}
