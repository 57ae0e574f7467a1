import type { ImageShare, SharePermissions } from '../images/image';
import type { Problem } from '../problems/problem';
import { ok, type Result } from '../result';
import type { AccountId } from '../scope';
import { samePermissions, type ShareItem, type ShareOutcome, type SharePlan } from './plan';

/** How far a plan has got. */
export interface ApplyProgress {
  /** The accounts for which a change was sent, or was about to be. */
  readonly sent: readonly AccountId[];
  readonly outcomes: readonly ShareOutcome[];
}

/** What applying a plan needs of AWS and of the worker. */
export interface ApplyPorts {
  readonly readShares: () => Promise<Result<readonly ImageShare[]>>;
  /** Changes a share from what was read just before, which is nothing for a new one. */
  readonly put: (
    account: AccountId,
    permissions: SharePermissions,
    before: SharePermissions | undefined,
  ) => Promise<Result<null>>;
  readonly remove: (
    account: AccountId,
    before: SharePermissions | undefined,
  ) => Promise<Result<null>>;
  /** Told before each call and after each end; kept, it lets a later run tell what was sent. */
  readonly report: (progress: ApplyProgress) => Promise<void>;
  /** Waits between two attempts to confirm by reading back. */
  readonly pause: (attempt: number) => Promise<void>;
}

/** How often a change is read back before it counts as not confirmed. */
const confirmAttempts = 4;

/**
 * Problems after which nobody knows whether the change was made: the answer was lost. It is not
 * sent again blindly; reading back tells.
 */
const ambiguous: ReadonlySet<Problem['kind']> = new Set(['offline', 'aws-fault', 'unknown']);

/** Problems that would meet every further account as well. */
const stopping: ReadonlySet<Problem['kind']> = new Set([
  'expired',
  'credentials-refused',
  'clock-skew',
  'needs-credentials',
  'wrong-account',
  'host-access-missing',
  'permission-missing',
  'offline',
  'log-unavailable',
  'read-only',
  'company-policy',
]);

/**
 * Applies a plan: reads, compares, puts only what differs, reads back. An account that was
 * changed elsewhere since the plan ends as `drift` and is left alone; one that is already right
 * costs no call. Nothing is `done` before AWS's own answer shows it. Fails as a whole only when
 * nothing was tried. `sentBefore` are the accounts that an interrupted run of the same plan had
 * reached: when they are right now, that run did it.
 */
export async function applySharePlan(
  plan: SharePlan,
  ports: ApplyPorts,
  sentBefore: readonly AccountId[] = [],
): Promise<Result<readonly ShareOutcome[]>> {
  const before = await ports.readShares();
  if (!before.ok) return before;
  const outcomes = new Map<AccountId, ShareOutcome>();
  const sent = new Set<AccountId>(sentBefore);
  const attempted: Attempt[] = [];
  const report = () => ports.report({ sent: [...sent], outcomes: [...outcomes.values()] });
  const end = async (outcome: ShareOutcome) => {
    outcomes.set(outcome.account, outcome);
    await report();
  };
  let stopped: Problem | undefined;
  for (const item of plan.items) {
    const now = before.value.find(({ account }) => account === item.account);
    if (samePermissions(now, item.after)) {
      const ours = sent.has(item.account) && item.change !== 'unchanged';
      await end({ account: item.account, result: ours ? 'done' : 'unchanged' });
    } else if (!samePermissions(now, item.before)) {
      await end({ account: item.account, result: 'failed', problem: { kind: 'drift' } });
    } else if (stopped) {
      await end({ account: item.account, result: 'failed', problem: stopped });
    } else {
      sent.add(item.account);
      await report();
      const changed = await change(item, ports);
      if (changed.ok) {
        attempted.push({ item, otherwise: { kind: 'not-confirmed' } });
      } else {
        const { problem } = changed;
        if (ambiguous.has(problem.kind)) attempted.push({ item, otherwise: problem });
        else await end({ account: item.account, result: 'failed', problem });
        if (stopping.has(problem.kind)) stopped = problem;
      }
    }
  }
  await confirm(attempted, ports, end);
  return ok(
    plan.items
      .map(({ account }) => outcomes.get(account))
      .filter((outcome) => outcome !== undefined),
  );
}

async function change(item: ShareItem, ports: ApplyPorts): Promise<Result<null>> {
  if (item.after) return ports.put(item.account, item.after, item.before);
  const removed = await ports.remove(item.account, item.before);
  // Somebody else was faster: what was wanted is so, and reading back will confirm it.
  return !removed.ok && removed.problem.kind === 'not-found' ? ok(null) : removed;
}

/** A change that was sent, and what is wrong if reading back does not show it. */
interface Attempt {
  readonly item: ShareItem;
  readonly otherwise: Problem;
}

async function confirm(
  attempts: readonly Attempt[],
  ports: ApplyPorts,
  end: (outcome: ShareOutcome) => Promise<void>,
): Promise<void> {
  let left = attempts;
  for (let round = 0; left.length > 0 && round < confirmAttempts; round += 1) {
    if (round > 0) await ports.pause(round);
    const read = await ports.readShares();
    if (!read.ok) continue;
    const shares = new Map(read.value.map((share) => [share.account, share]));
    const isRight = ({ item: { account, after } }: Attempt) =>
      samePermissions(shares.get(account), after);
    for (const { item } of left.filter(isRight)) {
      await end({ account: item.account, result: 'done' });
    }
    left = left.filter((attempt) => !isRight(attempt));
  }
  for (const { item, otherwise } of left) {
    await end({ account: item.account, result: 'failed', problem: otherwise });
  }
}
