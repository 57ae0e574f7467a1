import type { Problem } from '../problems/problem';

/** How long after a fault a lost connection counts as its consequence, in milliseconds. */
const aftermath = 60_000;

/**
 * Tells a lost connection from requests that the browser holds back. After the third answer
 * with a 5xx status Chromium refuses an extension's further requests to the same address for a
 * while, first 0.7 s, and reports them as it reports a lost connection. All calls to a service
 * have one address. Source: Chromium, `extensions/renderer/extension_throttle_entry.cc`.
 */
export function createJudge(now: () => number): (problem: Problem) => Problem {
  let faultAt = Number.NEGATIVE_INFINITY;
  return (problem) => {
    if (problem.kind === 'aws-fault') faultAt = now();
    return problem.kind === 'offline' && now() - faultAt < aftermath
      ? { kind: 'aws-fault' }
      : problem;
  };
}
