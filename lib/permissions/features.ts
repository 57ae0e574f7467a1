import { factsOf, type IamAction } from '../operations/actions';
import type { Contract, IamRole } from '../operations/contract';
import { operations, type OperationId } from '../operations/registry';

/** Something that a role of IAM lets a person do: an operation that needs permission. */
export interface Feature {
  readonly id: OperationId;
  readonly title: string;
  readonly role: IamRole;
  /** Only the actions that need permission. */
  readonly actions: readonly IamAction[];
}

/**
 * The operations through which a role reaches its own: nobody shares an image without finding
 * it, seeing who has it, and planning the change.
 */
const ways: Readonly<Record<IamRole, readonly OperationId[]>> = {
  viewer: [],
  sharer: ['images.list', 'images.get', 'images.shares', 'sharing.plan'],
  cloner: ['images.list', 'images.get', 'lifecycle.region', 'lifecycle.plan'],
  builder: [
    'builds.images',
    'builds.list',
    'builds.get',
    'build-actions.plan',
    'build-cloning.recipe',
  ],
};

/** Every feature of the registry, in its order. */
export const features: readonly Feature[] = (
  Object.entries(operations) as [OperationId, Contract][]
).flatMap(([id, { title, role, actions }]) =>
  role === undefined
    ? []
    : [{ id, title, role, actions: actions.filter((each) => !factsOf(each).noPermissionNeeded) }],
);

/** The features of a role alone. */
export function featuresOf(role: IamRole): readonly Feature[] {
  return features.filter((feature) => feature.role === role);
}

/**
 * The features that a role's policy allows when some are picked: the picked ones of the role,
 * those through which they are reached, and what was picked for a viewer, so that each policy is
 * enough by itself. None when nothing of the role is picked.
 */
export function featuresFor(role: IamRole, picked: ReadonlySet<OperationId>): readonly Feature[] {
  if (!featuresOf(role).some(({ id }) => picked.has(id))) return [];
  return features.filter(
    ({ id, role: own }) =>
      (picked.has(id) && (own === role || own === 'viewer')) || ways[role].includes(id),
  );
}

/** The actions of features, each once, in the order of use. */
export function actionsOf(chosen: readonly Feature[]): readonly IamAction[] {
  return [...new Set(chosen.flatMap(({ actions }) => actions))];
}
