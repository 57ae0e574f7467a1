import type { Refusal } from '../messaging/router';
import { findContract } from '../operations/registry';
import { failed, ok, type Result } from '../result';
import type { Scope } from '../scope';
import { takeTurns } from '../take-turns';
import type { CallRecorder } from './calls';
import { unknownOperation, type ActivityNote } from './entry';
import type { ActivityLog, ActivityPage, ActivityQuery } from './log';

/** For which operation calls are made, where, and with whose credentials. */
export interface CallsOf {
  readonly operation: string;
  readonly scope: Scope;
  /** The ARN of the identity. */
  readonly who: string;
}

/** What happens, written down as it happens. */
export interface Activity {
  readonly recorder: (calls: CallsOf) => CallRecorder;
  /**
   * Writes a refusal down, later and without ever failing: an answer does not wait for it. Every
   * refusal of the router counts, be it because of who asks, of a malformed request, of the
   * account, or of the rules of the person or the company. What a handler answers to a request
   * that was let in, such as a plan that has expired, is no refusal: it is shown where it was
   * asked for.
   */
  readonly refused: (refusal: Refusal) => void;
  /** A page of the log, which is freed from what is too old before. */
  readonly list: (query: ActivityQuery) => Promise<Result<ActivityPage>>;
}

export interface ActivityParts {
  readonly log: ActivityLog;
  /** How many days entries are kept; 0 keeps them for ever. */
  readonly retentionDays: () => Promise<number>;
  /** Told after something was written. */
  readonly changed: () => Promise<void>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const hour = 3_600_000;
const day = 24 * hour;

/** How many refusals of an hour get an entry of their own: a hostile page must not fill the disk. */
export const refusalLimit = 200;

/** How long what is written is collected until surfaces are told of it, in milliseconds. */
const tellingTime = 250;

/** How long further refusals are counted until one entry tells their number, in milliseconds. */
const countingTime = 20_000;

/** Writes to a log, and keeps it from growing beyond what is wanted. */
export function createActivity({
  log,
  retentionDays,
  changed,
  now,
  wait,
}: ActivityParts): Activity {
  const inTurn = takeTurns();
  let prunedAt = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  let further = 0;
  let telling = false;

  /** Tells that something was written, once for all that comes together: a job writes much. */
  const tell = async (): Promise<void> => {
    if (telling) return;
    telling = true;
    await wait(tellingTime);
    telling = false;
    await changed();
  };
  const prune = async () => {
    prunedAt = now();
    const days = await retentionDays();
    if (days > 0) await log.prune(now() - days * day);
  };
  const write = async (note: Omit<ActivityNote, 'at'>): Promise<number> => {
    const id = await log.append({ at: now(), ...note });
    // Neither may keep waiting, or let fail, what is written down.
    if (now() - prunedAt >= day) void quietly(prune);
    void quietly(tell);
    return id;
  };

  /** Counts a refusal; the first one starts the time after which their number is written. */
  const count = () => {
    further += 1;
    if (further > 1) return;
    void quietly(async () => {
      await wait(countingTime);
      const counted = further;
      further = 0;
      await write({
        kind: 'refusal',
        operation: unknownOperation,
        outcome: 'counted',
        count: counted,
      });
    });
  };

  return {
    recorder({ operation, scope, who }) {
      const { partition, account, region } = scope;
      const base = { operation, partition, account, region, who };
      return {
        async sent(action, change) {
          const note = { ...base, kind: 'change', action, ...change } as const;
          const id = await write({ ...note, outcome: 'sent' });
          return async (answer) => {
            // The call was made: what it answers must not be lost because of the log.
            await quietly(() => write({ ...note, ...answer, answers: id }));
          };
        },
        denied: (action, answer) =>
          quietly(() =>
            inTurn(async () => {
              const known = (await log.recent('denial', now() - hour)).some(
                (each) =>
                  each.action === action &&
                  each.operation === operation &&
                  each.account === account &&
                  each.region === region,
              );
              if (!known) await write({ ...base, kind: 'denial', action, ...answer });
            }),
          ),
      };
    },
    refused(refusal) {
      if (further > 0 || waiting >= refusalLimit) {
        count();
        return;
      }
      waiting += 1;
      void quietly(() =>
        inTurn(async () => {
          try {
            const recent = await log.recent('refusal', now() - hour);
            if (recent.length >= refusalLimit) count();
            else await write(noteOf(refusal));
          } finally {
            waiting -= 1;
          }
        }),
      );
    },
    async list(query) {
      try {
        if (query.before === undefined) await quietly(prune);
        return ok(await log.list(query));
      } catch {
        return failed({ kind: 'log-unavailable' });
      }
    },
  };
}

/**
 * A refusal without anything that the sender has made up: not the name of an operation that does
 * not exist, no input, no hint. The sentence is Image Desk's own.
 */
function noteOf({ operation, sender, origin, scope, problem }: Refusal): Omit<ActivityNote, 'at'> {
  const asked = findContract(operation) ? operation : unknownOperation;
  const named = sender.class === 'page' || sender.class === 'foreign' ? origin : undefined;
  return {
    kind: 'refusal',
    operation: asked,
    who: named === undefined ? sender.class : `${sender.class} ${named}`,
    ...(scope && { partition: scope.partition, account: scope.account, region: scope.region }),
    outcome: problem.kind,
    ...('detail' in problem && { detail: problem.detail }),
  };
}

async function quietly(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch {
    // Told by what asks for the log: it cannot be read either.
  }
}
