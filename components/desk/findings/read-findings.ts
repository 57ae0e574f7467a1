import type { Finding } from '../../../lib/findings/finding';
import type { ScanHead } from '../../../lib/findings/scan';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import { failed, ok, type Result } from '../../../lib/result';
import type { Scope } from '../../../lib/scope';

/** The findings of one build, which come page by page. */
export interface FindingsStream {
  /** Those that are here: the same list each time, which grows. */
  readonly findings: () => readonly Finding[];
  /**
   * Reads, or goes on where it stopped. Gives how the scan stands at the end, which is that it is
   * whole, that it stopped, or that there is none to read; nothing when nobody wants it any more.
   */
  readonly read: (follower: Follower) => Promise<Result<ScanHead> | undefined>;
}

/** Who is told of findings as they come. */
export interface Follower {
  /** Told how far it is, and of what came, after each answer. */
  readonly took: (head: ScanHead, added: readonly Finding[]) => void;
  /** Told that all that it was told of is void: AWS has begun again. */
  readonly voided?: () => void;
  /** Whether nobody wants it any more. */
  readonly ended: () => boolean;
}

/** A worker that is stopped takes up what it did when it is asked again, but not for ever. */
const mostInterruptions = 5;

const notOneScan: Problem = { kind: 'unknown', detail: 'The pages are not those of one scan.' };

/** The findings of a build, none of which were read yet. */
export function createFindingsStream(client: Client, scope: Scope, build: string): FindingsStream {
  const found: Finding[] = [];
  let next = 0;

  async function read({ took, voided, ended }: Follower): Promise<Result<ScanHead> | undefined> {
    /** Forgets what is here: nothing may be there twice, or of two lists. */
    const beginAgain = () => {
      found.length = 0;
      next = 0;
      voided?.();
    };
    let interruptions = 0;
    let isRepeated = false;
    for (;;) {
      // One page after the other: the worker says with each where the next is.
      const from = next;
      const answer = await client.call('findings.read', { build, from }, { scope });
      if (ended()) return undefined;
      if (!answer.ok) {
        interruptions += 1;
        if (answer.problem.kind === 'interrupted' && interruptions < mostInterruptions) continue;
        return answer;
      }
      interruptions = 0;
      const { head, findings: added, next: following } = answer.value.value;
      if (following < from || head.received < found.length) {
        beginAgain();
        continue;
      }
      next = following;
      // Not by spreading them into `push`: a page has no limit that this could rely on.
      for (const each of added) found.push(each);
      took(head, added);
      if (head.state === 'reading') continue;
      if (head.state === 'stopped') return head.problem ? failed(head.problem) : ok(head);
      if (head.state === 'unscanned' || found.length === head.received) return ok(head);
      // One answer has no more than so many pages, however many there are already.
      if (next > from && found.length < head.received) continue;
      // Pages of two lists are here, as the worker began again in between.
      if (isRepeated) return failed(notOneScan);
      isRepeated = true;
      beginAgain();
    }
  }

  return { findings: () => found, read };
}

/** What was found in a build, and what that is worth (`scanObstacle`). */
export interface ReadScan {
  readonly head: ScanHead;
  readonly findings: readonly Finding[];
}

interface Following {
  /** Told how far it is, after each answer. */
  readonly progress: (head: ScanHead) => void;
  /** Whether nobody wants it any more. */
  readonly ended: () => boolean;
}

/**
 * Reads all findings of a build, or what there is of them where somebody stopped it. Nothing when it
 * was ended.
 */
export async function readFindings(
  client: Client,
  scope: Scope,
  build: string,
  { progress, ended }: Following,
): Promise<Result<ReadScan> | undefined> {
  const { findings, read } = createFindingsStream(client, scope, build);
  const head = await read({ took: progress, ended });
  return head?.ok ? ok({ head: head.value, findings: findings() }) : head;
}
