import type { Finding } from '../../../lib/findings/finding';
import type { ScanHead } from '../../../lib/findings/scan';
import type { Client } from '../../../lib/messaging/client';
import { failed, ok, type Result } from '../../../lib/result';
import type { Scope } from '../../../lib/scope';

/** What was found in a build, and what that is worth (`scanObstacle`). */
export interface ReadScan {
  readonly head: ScanHead;
  readonly findings: readonly Finding[];
}

interface Following {
  /** Told how far it is, after each page. */
  readonly progress: (head: ScanHead) => void;
  /** Whether nobody wants it any more. */
  readonly ended: () => boolean;
}

/** A worker that is stopped goes on when it is asked again, but not for ever. */
const mostInterruptions = 5;

/**
 * Reads all findings of a build, page by page, or what there is of them where reading stopped.
 * Nothing when it was ended.
 */
export async function readFindings(
  client: Client,
  scope: Scope,
  build: string,
  { progress, ended }: Following,
): Promise<Result<ReadScan> | undefined> {
  let findings: Finding[] = [];
  let from = 0;
  let interruptions = 0;
  let isRepeated = false;
  while (!ended()) {
    const answer = await client.call('findings.read', { build, from }, { scope });
    if (!answer.ok) {
      interruptions += 1;
      if (answer.problem.kind === 'interrupted' && interruptions < mostInterruptions) continue;
      return answer;
    }
    const { head, findings: page, next } = answer.value.value;
    if (next < from || head.received < findings.length) {
      // AWS has begun again: what is here is not of the same list.
      findings = [];
      from = 0;
      continue;
    }
    findings = [...findings, ...page];
    const isMore = next > from && findings.length < head.received;
    from = next;
    progress(head);
    if (head.state === 'reading' || isMore) continue;
    if (head.problem) return failed(head.problem);
    if (head.state === 'complete' && findings.length !== head.received) {
      // Pages of two lists are here, as the worker began again in between.
      if (isRepeated) return failed({ kind: 'interrupted' });
      isRepeated = true;
      findings = [];
      from = 0;
      continue;
    }
    return ok({ head, findings });
  }
  return undefined;
}
