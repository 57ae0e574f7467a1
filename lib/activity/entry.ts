import type { ProblemKind } from '../problems/problem';
import type { AccountId, Partition, RegionCode } from '../scope';

/** A small value as JSON knows it. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** What a call changes: in AWS's words, with what is there before and afterwards. */
export interface Change {
  /** Such as `Image office-2026, account 444455556666`. */
  readonly target: string;
  /** `null` where there is nothing yet. */
  readonly before: Json;
  /** `null` where nothing will be left. */
  readonly after: Json;
}

/**
 * What an entry is about: a call that changes something, a request that was refused before
 * anything was done, or a call that IAM denied.
 */
export const activityKinds = ['change', 'refusal', 'denial'] as const;

export type ActivityKind = (typeof activityKinds)[number];

/** How it ended: `sent` is not an end yet, `counted` is one entry for many refusals. */
export type ActivityOutcome = 'sent' | 'done' | 'counted' | ProblemKind;

/** The operation of a refusal whose request named none that exists: what it said is not kept. */
export const unknownOperation = 'unknown operation';

/** One line of the log, as it is written. Nothing in it is a text of AWS or of a page. */
export interface ActivityNote {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: ActivityKind;
  /** The id of a contract, or `unknown operation`. */
  readonly operation: string;
  /** The IAM action of a call. */
  readonly action?: string;
  readonly partition?: Partition;
  readonly account?: AccountId;
  readonly region?: RegionCode;
  /** Of a call the ARN of who signed; of a refusal the class of the sender and its origin. */
  readonly who?: string;
  readonly target?: string;
  readonly before?: Json;
  readonly after?: Json;
  /** The id that AWS gave the request, to be named to its support. */
  readonly requestId?: string;
  readonly outcome: ActivityOutcome;
  /** The name of AWS's error, or why Image Desk refused. */
  readonly detail?: string;
  /** How many refusals a `counted` entry stands for. */
  readonly count?: number;
  /** The id of the `sent` entry that this one ends. */
  readonly answers?: number;
}

/** A note with its place in the order of the log. */
export interface ActivityEntry extends ActivityNote {
  readonly id: number;
}

/** What is shown as one thing: an entry, and when it is a change that was sent, its answer. */
export interface ActivityRecord {
  readonly entry: ActivityEntry;
  readonly answer?: ActivityEntry;
}

/**
 * Joins the entries of changes with their answers, newest first. An answer without its `sent`
 * entry is left out: the page that holds the entry has it.
 */
export function pairEntries(entries: readonly ActivityEntry[]): readonly ActivityRecord[] {
  const answers = new Map(entries.map((entry) => [entry.answers, entry]));
  return entries
    .filter(({ answers: ended }) => ended === undefined)
    .toSorted((a, b) => b.id - a.id)
    .map((entry) => {
      const answer = answers.get(entry.id);
      return { entry, ...(answer && { answer }) };
    });
}
