import type { ImageRef } from '../images/image';
import { isReading, type IamAction } from '../operations/actions';
import type { Problem } from '../problems/problem';
import { ok, type Result } from '../result';
import type { Scope } from '../scope';
import { actionsOf, features, type Feature } from './features';
import { statementsOf, type PolicyStatement } from './policy';

/** Why it is not known whether an action is allowed. */
export type NotTriedReason =
  | 'no-own-image'
  | 'images-unknown'
  /** It is tried where it is used: there it needs an image, a build or an organization. */
  | 'elsewhere'
  | 'not-a-read';

/** What AWS said about one action. */
export type ActionResult = { readonly action: IamAction } & (
  | { readonly result: 'allowed' }
  | {
      readonly result: 'denied';
      /** The ARN that AWS named. */
      readonly resource?: string;
      /** A policy forbids it: no statement that allows it helps. */
      readonly explicitDeny?: true;
      /** When it was denied, in epoch milliseconds, if that was before this check. */
      readonly at?: number;
    }
  | { readonly result: 'not-tried'; readonly reason: NotTriedReason }
  | { readonly result: 'problem'; readonly problem: Problem }
);

/** What the credentials may do in one scope. */
export interface PermissionReport {
  /** One for every action of the features, in the order of the registry. */
  readonly results: readonly ActionResult[];
  /** The own image on which actions were tried. */
  readonly image?: string;
}

/** A real denial from before. */
export interface Denial {
  /** The IAM action as it was noted; one that the product no longer uses is left out. */
  readonly action: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The denials after which the same action has not succeeded: the permission may have come since. */
export function standing(
  denials: readonly Denial[],
  successes: readonly Denial[],
): readonly Denial[] {
  return denials.filter(
    ({ action, at }) => !successes.some((each) => each.action === action && each.at > at),
  );
}

/** The attempts that can be made in one scope; each changes nothing. */
export interface Probes {
  /** Lists images until it finds one that the account owns. */
  readonly findOwnImage: () => Promise<Result<Required<ImageRef> | undefined>>;
  /** What needs no image, by action. */
  readonly anywhere: Attempts<() => Promise<Result<unknown>>>;
  /** What needs an own image, by action. */
  readonly onImage: Attempts<(image: Required<ImageRef>) => Promise<Result<unknown>>>;
}

type Attempts<Attempt> = Partial<Readonly<Record<IamAction, Attempt>>>;

/** The action by which own images are found. */
const finding: IamAction = 'appstream:DescribeImages';

/** Problems that say nothing about a permission, and would stop every attempt alike. */
const hopeless: ReadonlySet<Problem['kind']> = new Set([
  'expired',
  'credentials-refused',
  'clock-skew',
  'offline',
]);

/**
 * Tries every reading action on AppStream images for real. What is not a read is never
 * tried: it counts as denied only when it was (`denials`). Fails when AWS cannot be asked at all.
 */
export async function checkPermissions(
  probes: Probes,
  denials: readonly Denial[],
): Promise<Result<PermissionReport>> {
  const [own, ...anywhere] = await Promise.all([
    probes.findOwnImage(),
    ...entriesOf(probes.anywhere).map(
      async ([action, attempt]) => [action, await attempt()] as const,
    ),
  ]);
  const image = own.ok ? own.value : undefined;
  const onImage = image
    ? await Promise.all(
        entriesOf(probes.onImage).map(
          async ([action, attempt]) => [action, await attempt(image)] as const,
        ),
      )
    : [];
  const tried = new Map<IamAction, Result<unknown>>([[finding, own], ...anywhere, ...onImage]);
  for (const attempt of tried.values()) {
    if (!attempt.ok && hopeless.has(attempt.problem.kind)) return attempt;
  }
  const results = actionsOf(features).map((action): ActionResult => {
    const attempt = tried.get(action);
    if (attempt) return { action, ...judge(action, attempt) };
    if (isReading(action)) {
      // An image is not all that some need: the stacks of a fleet are asked for by its name.
      if (action !== finding && probes.onImage[action] === undefined) {
        return { action, result: 'not-tried', reason: 'elsewhere' };
      }
      return { action, result: 'not-tried', reason: own.ok ? 'no-own-image' : 'images-unknown' };
    }
    const at = latestOf(action, denials);
    return at === undefined
      ? { action, result: 'not-tried', reason: 'not-a-read' }
      : { action, result: 'denied', at };
  });
  return ok({ results, ...(image && { image: image.name }) });
}

function entriesOf<Attempt>(
  attempts: Attempts<Attempt>,
): readonly (readonly [IamAction, Attempt])[] {
  // Object.entries loses what the keys of a record are.
  return Object.entries(attempts) as [IamAction, Attempt][];
}

type Outcome = DistributiveOmit<ActionResult, 'action'>;

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;

function judge(action: IamAction, attempt: Result<unknown>): Outcome {
  if (attempt.ok) return { result: 'allowed' };
  const { problem } = attempt;
  // AWS may name another action, on which this one depends: a statement for this one would not help.
  if (problem.kind !== 'permission-missing' || problem.action !== action) {
    return { result: 'problem', problem };
  }
  const { resource, explicitDeny } = problem;
  return {
    result: 'denied',
    ...(resource !== undefined && { resource }),
    ...(explicitDeny && { explicitDeny }),
  };
}

function latestOf(action: IamAction, denials: readonly Denial[]): number | undefined {
  const times = denials.filter((denial) => denial.action === action).map(({ at }) => at);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** A feature, what AWS said about each of its actions, and what would make it work. */
export interface FeatureCheck {
  readonly feature: Feature;
  readonly results: readonly ActionResult[];
  /** The actions that were denied. */
  readonly lacking: readonly IamAction[];
  /** The statements that allow what is lacking; none for what a policy denies outright. */
  readonly statements: readonly PolicyStatement[];
}

/** Tells for every feature what it lacks in the scope of the check. */
export function missingFor(
  results: readonly ActionResult[],
  scope: Scope,
): readonly FeatureCheck[] {
  const { partition, account, region } = scope;
  const target = { partition, account, regions: [region], images: { by: 'all' } } as const;
  return features.map((feature) => {
    const own = feature.actions.flatMap((action) =>
      results.filter((result) => result.action === action),
    );
    const denied = own.filter((each) => each.result === 'denied');
    const allowable = denied.filter(({ explicitDeny }) => !explicitDeny);
    return {
      feature,
      results: own,
      lacking: denied.map(({ action }) => action),
      statements: statementsOf(
        allowable.map(({ action }) => action),
        target,
      ),
    };
  });
}
