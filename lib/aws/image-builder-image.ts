import { readBuildArn } from '../builds/arn';
import type { BuildListing, ImageBuild, Output, Scan } from '../builds/build';
import { present } from '../present';
import { toDistribution, toInfrastructure } from './image-builder-settings';
import { toRecipe } from './image-builder-recipe';
import { tagsIn } from './tags';
import { flagIn, listIn, memberIn, numberIn, textIn, textsIn, timeIn } from './members';

/** A build as GetImage answers it, as the product's own type. */
export function toBuild(wire: unknown): ImageBuild {
  const state = memberIn(wire, 'state');
  const tests = memberIn(wire, 'imageTestsConfiguration');
  const pipeline = present({
    name: textIn(wire, 'sourcePipelineName'),
    arn: textIn(wire, 'sourcePipelineArn'),
  });
  const { region, owner, ...named } = nameOf(wire);
  return {
    arn: textIn(wire, 'arn') ?? '',
    region,
    ...named,
    type: textIn(wire, 'type') ?? 'UNKNOWN',
    status: textIn(state, 'status') ?? 'UNKNOWN',
    outputs: outputsOf(wire),
    scan: toScan(wire),
    tags: tagsIn(wire, 'tags'),
    ...present({
      owner,
      enhancedMetadata: flagIn(wire, 'enhancedImageMetadataEnabled'),
      reason: textIn(state, 'reason'),
      platform: textIn(wire, 'platform'),
      osVersion: textIn(wire, 'osVersion'),
      createdAt: timeIn(wire, 'dateCreated'),
      buildType: textIn(wire, 'buildType'),
      source: textIn(wire, 'imageSource'),
      pipeline: Object.keys(pipeline).length > 0 ? pipeline : undefined,
      recipe: toRecipe(memberIn(wire, 'imageRecipe'), memberIn(wire, 'containerRecipe')),
      infrastructure: toInfrastructure(memberIn(wire, 'infrastructureConfiguration')),
      distribution: toDistribution(memberIn(wire, 'distributionConfiguration')),
      tests:
        tests === undefined
          ? undefined
          : {
              // AWS runs tests unless told otherwise.
              enabled: flagIn(tests, 'imageTestsEnabled') ?? true,
              ...present({ timeoutMinutes: numberIn(tests, 'timeoutMinutes') }),
            },
      executionRole: textIn(wire, 'executionRole'),
      logGroup: textIn(memberIn(wire, 'loggingConfiguration'), 'logGroupName'),
      deprecatesAt: timeIn(wire, 'deprecationTime'),
      lifecycleExecution: textIn(wire, 'lifecycleExecutionId'),
    }),
  };
}

/** A build as the lists answer it. */
export function toListing(wire: unknown): BuildListing {
  const state = memberIn(wire, 'state');
  const { region: _region, owner: _owner, ...named } = nameOf(wire);
  return {
    arn: textIn(wire, 'arn') ?? '',
    ...named,
    type: textIn(wire, 'type') ?? 'UNKNOWN',
    status: textIn(state, 'status') ?? 'UNKNOWN',
    outputs: outputsOf(wire),
    ...present({
      reason: textIn(state, 'reason'),
      platform: textIn(wire, 'platform'),
      osVersion: textIn(wire, 'osVersion'),
      createdAt: timeIn(wire, 'dateCreated'),
    }),
  };
}

/**
 * The name and the versions: the ARN tells them apart for certain, while AWS's `version` is
 * `1.0.1/2` in some answers and `1.0.1` in others, and its name may differ from the ARN's by case.
 */
function nameOf(wire: unknown) {
  const arn = readBuildArn(textIn(wire, 'arn') ?? '');
  const [version = '', buildVersion = ''] = (textIn(wire, 'version') ?? '').split('/', 2);
  return {
    region: arn?.region ?? '',
    owner: arn?.owner,
    name: textIn(wire, 'name') ?? arn?.name ?? '',
    version: arn?.version ?? version,
    buildVersion: arn?.buildVersion || buildVersion,
  };
}

function outputsOf(wire: unknown): readonly Output[] {
  const resources = memberIn(wire, 'outputResources');
  return [
    ...listIn(resources, 'amis').map((ami): Output => {
      const state = memberIn(ami, 'state');
      return {
        kind: 'ami',
        ...present({
          region: textIn(ami, 'region'),
          image: textIn(ami, 'image'),
          name: textIn(ami, 'name'),
          description: textIn(ami, 'description'),
          account: textIn(ami, 'accountId'),
          status: textIn(state, 'status'),
          reason: textIn(state, 'reason'),
        }),
      };
    }),
    ...listIn(resources, 'containers').map((container): Output => ({
      kind: 'container',
      uris: textsIn(container, 'imageUris'),
      ...present({ region: textIn(container, 'region') }),
    })),
  ];
}

function toScan(wire: unknown): Scan {
  const state = memberIn(wire, 'scanState');
  const settings = memberIn(wire, 'imageScanningConfiguration');
  return present({
    enabled: flagIn(settings, 'imageScanningEnabled'),
    status: textIn(state, 'status'),
    reason: textIn(state, 'reason'),
    repository: textIn(memberIn(settings, 'ecrConfiguration'), 'repositoryName'),
  });
}
