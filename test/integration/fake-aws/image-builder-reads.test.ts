import type { ListImagesRequest } from '@aws-sdk/client-imagebuilder';
import {
  GetDistributionConfigurationCommand,
  GetImageCommand,
  GetImagePipelineCommand,
  GetImageRecipeCommand,
  GetContainerRecipeCommand,
  GetInfrastructureConfigurationCommand,
  ListDistributionConfigurationsCommand,
  ListImageBuildVersionsCommand,
  ListImagePackagesCommand,
  ListImagePipelineImagesCommand,
  ListImagePipelinesCommand,
  ListImageScanFindingAggregationsCommand,
  ListImageScanFindingsCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-imagebuilder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listingLag, startBuild } from '../../aws/image-builder/build';
import { regionOf } from '../../aws/world';
import { managedImages } from '../../support/builds';
import { oddAnswers, oddBuild } from '../../support/odd-answers';
import { officeGoldenBuild, officeKey } from '../../support/office-golden';
import { customerAccount, ownerAccount } from '../../support/scenarios';
import type { Fake } from './harness';
import { failureOf, startFake } from './harness';

let fake: Fake;
beforeEach(async () => {
  fake = await startFake();
});
afterEach(() => fake.stop());

const arnOf = (type: string, path: string, account = ownerAccount) =>
  `arn:aws:imagebuilder:us-east-1:${account}:${type}/${path}`;

const officeVersion = arnOf('image', 'office-golden/2.0.0');
const officePipeline = arnOf('image-pipeline', 'office-golden');

async function namesOf(input: ListImagesRequest, account = ownerAccount) {
  const { imageVersionList } = await fake.imagebuilder(account).send(new ListImagesCommand(input));
  return imageVersionList?.map(({ name, version }) => `${name} ${version}`);
}

async function buildsOf(imageVersionArn: string, account = ownerAccount) {
  const answer = await fake
    .imagebuilder(account)
    .send(new ListImageBuildVersionsCommand({ imageVersionArn }));
  return answer.imageSummaryList?.map(({ version, state }) => `${version} ${state?.status}`);
}

function getImage(imageBuildVersionArn: string, account = ownerAccount) {
  return fake.imagebuilder(account).send(new GetImageCommand({ imageBuildVersionArn }));
}

describe('images', () => {
  test('are the own ones unless others are asked for, and deprecated ones only when asked for', async () => {
    const own = [
      'office-base 1.0.0',
      'office-golden 1.0.0',
      'office-golden 1.1.0',
      'office-golden 2.0.0',
      'support-desk 1.0.0',
      'tools-container 0.9.1',
      'web-base 1.4.0',
    ];
    expect(await namesOf({})).toEqual(own);
    expect(await namesOf({ owner: 'Self', includeDeprecated: true })).toEqual(
      [...own, 'office-legacy 0.3.0'].toSorted(),
    );
    expect(await namesOf({ owner: 'Shared' })).toEqual(['erp-client 3.2.1']);
    expect(await namesOf({ owner: 'Amazon' })).toEqual([
      `${managedImages.linux} 2026.6.24`,
      `${managedImages.windows} 2026.5.13`,
      `${managedImages.windows} 2026.6.10`,
    ]);
    expect(await namesOf({ owner: 'ThirdParty' })).toEqual([]);
  });

  test('are one each by name, and filtered by what they are', async () => {
    expect(await namesOf({ byName: true, owner: 'Amazon' })).toEqual([
      `${managedImages.linux} x.x.x`,
      `${managedImages.windows} x.x.x`,
    ]);
    const filters = [
      { name: 'platform', values: ['Windows', 'macOS'] },
      { name: 'version', values: ['2.0.0', '1.0.0'] },
    ];
    expect(await namesOf({ filters })).toEqual([
      'office-base 1.0.0',
      'office-golden 1.0.0',
      'office-golden 2.0.0',
    ]);
    expect(await namesOf({ filters: [{ name: 'type', values: ['DOCKER'] }] })).toEqual([
      'tools-container 0.9.1',
    ]);
    expect(await namesOf({ filters: [{ name: 'version', values: ['2.0.0/4'] }] })).toEqual([]);
  });

  test('of a version are its builds, in every state', async () => {
    expect(await buildsOf(officeVersion)).toEqual([
      '2.0.0/1 FAILED',
      '2.0.0/2 AVAILABLE',
      '2.0.0/3 CANCELLED',
      '2.0.0/4 AVAILABLE',
    ]);
    expect(await buildsOf(arnOf('image', 'office-legacy/0.3.0'))).toEqual(['0.3.0/1 DEPRECATED']);
  });

  test('are whole with all that was set for them', async () => {
    const { image } = await getImage(officeGoldenBuild('2.0.0/4'));
    expect(image).toMatchObject({
      name: 'office-golden',
      platform: 'Windows',
      osVersion: 'Microsoft Windows Server 2022',
      state: { status: 'AVAILABLE' },
      sourcePipelineArn: officePipeline,
      scanState: { status: 'COMPLETED' },
      dateCreated: '2026-07-30T12:00:00.000Z',
      tags: { Team: 'Workplace', Release: '2026-07' },
      infrastructureConfiguration: { placement: { tenancy: 'host' } },
    });
    expect(image?.outputResources?.amis).toHaveLength(3);
    for (const secret of ['owner', 'policy', 'run', 'findings']) {
      expect(image).not.toHaveProperty(secret);
    }
  });

  test('name no more than what was set', async () => {
    const { image } = await getImage(arnOf('image', 'web-base/1.4.0/2'));
    expect(image?.tags).toEqual({});
    for (const unset of ['scanState', 'distributionConfiguration', 'osVersion', 'executionRole']) {
      expect(image).not.toHaveProperty(unset);
    }
  });

  test('are found by wildcards, the newest that is available', async () => {
    const managed = (version: string) =>
      arnOf('image', `${managedImages.windows}/${version}`, 'aws');
    for (const version of ['x.x.x', '2026.x.x', '2026.6.x']) {
      const { image, latestVersionReferences } = await getImage(managed(version));
      expect(image?.arn).toBe(managed('2026.6.10/1'));
      expect(latestVersionReferences?.latestVersionArn).toBe(managed('x.x.x'));
    }
    expect((await getImage(managed('2026.5.x'))).image?.arn).toBe(managed('2026.5.13/1'));
    expect((await getImage(arnOf('image', 'office-golden/2.x.x'))).image?.arn).toBe(
      officeGoldenBuild('2.0.0/4'),
    );
    expect(await failureOf(getImage(managed('2025.x.x')))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('what an account may see', () => {
  const shared = arnOf('image', 'erp-client/3.2.1/1', customerAccount);
  const kept = arnOf('image', 'erp-client/3.2.1/2', customerAccount);

  test('is its own, what is shared with it, and what AWS publishes', async () => {
    expect((await getImage(shared)).image?.name).toBe('erp-client');
    expect(await buildsOf(arnOf('image', 'erp-client/3.2.1', customerAccount))).toHaveLength(1);
    expect(await failureOf(getImage(kept))).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
    });
    const { resourceShares } = regionOf(fake.world, 'us-east-1');
    for (const share of resourceShares.values()) share.principals.clear();
    expect(await failureOf(getImage(shared))).toMatchObject({ name: 'AccessDeniedException' });
    expect(await namesOf({ owner: 'Shared' })).toEqual([]);
  });

  test('may come to it by its organization or its unit', async () => {
    const { resourceShares } = regionOf(fake.world, 'us-east-1');
    const [share = expect.fail()] = [...resourceShares.values()];
    const own = officeGoldenBuild('1.0.0/1');
    share.resourceArns.add(own);
    const organization = `arn:aws:organizations::${ownerAccount}`;
    for (const [principal, sees] of [
      [`${organization}:organization/o-a1b2c3d4e5`, true],
      [`${organization}:ou/o-a1b2c3d4e5/ou-a1b2-customers`, true],
      [`${organization}:ou/o-a1b2c3d4e5/ou-a1b2-internal`, false],
      [`${organization}:organization/o-another0rg`, false],
    ] as const) {
      share.principals.clear();
      share.principals.add(principal);
      const seen = getImage(own, customerAccount).then(
        () => true,
        () => false,
      );
      expect(await seen).toBe(sees);
    }
  });

  test('tells nothing of what is not there or of others', async () => {
    expect(await failureOf(getImage(officeGoldenBuild('9.9.9/1')))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    });
    const others = new GetImagePipelineCommand({ imagePipelineArn: officePipeline });
    expect(await failureOf(fake.imagebuilder(customerAccount).send(others))).toMatchObject({
      name: 'AccessDeniedException',
    });
    expect(await namesOf({}, customerAccount)).toEqual(['erp-client 3.2.1']);
  });
});

/** A filter of that name, for lists to know or not. */
const filteredBy = (name: string) => ({ filters: [{ name, values: ['x'] }] });

describe('lists', () => {
  test('show a new build two minutes after it began, though it can be got at once', async () => {
    const region = regionOf(fake.world, 'us-east-1');
    const pipeline = region.imageBuilder.pipelines.get(officePipeline) ?? expect.fail();
    const { arn } = startBuild(fake.world, region, pipeline);
    const listed = async () => {
      const ofPipeline = await fake
        .imagebuilder()
        .send(new ListImagePipelineImagesCommand({ imagePipelineArn: officePipeline }));
      const builds = (await buildsOf(officeVersion))?.length;
      return [builds, ofPipeline.imageSummaryList?.length];
    };
    expect((await getImage(arn)).image?.state?.status).toBe('PENDING');
    expect(await listed()).toEqual([4, 6]);
    fake.clock.advance(listingLag - 1);
    expect(await listed()).toEqual([4, 6]);
    fake.clock.advance(1);
    expect(await listed()).toEqual([5, 7]);
  });

  test('filter after the page is cut, so that a page may be empty and others follow', async () => {
    const pages: (readonly (string | undefined)[])[] = [];
    let nextToken: string | undefined;
    do {
      const answer = await fake.imagebuilder().send(
        new ListImagesCommand({
          filters: [{ name: 'platform', values: ['Linux'] }],
          maxResults: 2,
          nextToken,
        }),
      );
      pages.push((answer.imageVersionList ?? []).map(({ name }) => name));
      ({ nextToken } = answer);
    } while (nextToken !== undefined);
    expect(pages).toEqual([[], [], ['support-desk', 'tools-container'], ['web-base']]);
  });

  test('refuse tokens of other lists', async () => {
    const client = fake.imagebuilder();
    const { nextToken } = await client.send(new ListImagesCommand({ maxResults: 1 }));
    const other = client.send(new ListImagePipelinesCommand({ nextToken }));
    expect(await failureOf(other)).toMatchObject({
      name: 'InvalidPaginationTokenException',
      status: 400,
    });
  });

  test('refuse filters that they do not know, and name and version together', async () => {
    const client = fake.imagebuilder();
    const imagePipelineArn = officePipeline;
    const refused = [
      client.send(new ListImagesCommand(filteredBy('Name'))),
      client.send(new ListImageBuildVersionsCommand(filteredBy('status'))),
      client.send(new ListImagePipelinesCommand(filteredBy('version'))),
      client.send(
        new ListImagePipelineImagesCommand({ imagePipelineArn, ...filteredBy('platform') }),
      ),
      client.send(new ListDistributionConfigurationsCommand(filteredBy('region'))),
      client.send(new ListImageScanFindingsCommand(filteredBy('accountId'))),
      client.send(
        new ListImageScanFindingAggregationsCommand({
          filter: { name: 'severity', values: ['x'] },
        }),
      ),
    ];
    for (const each of refused) {
      expect(await failureOf(each)).toMatchObject({ name: 'InvalidRequestException', status: 400 });
    }
    const version = { name: 'version', values: ['2.0.0'] };
    for (const input of [
      { filters: [version, { name: 'name', values: ['office-golden'] }] },
      { filters: [version], byName: true },
    ]) {
      const both = await failureOf(client.send(new ListImagesCommand(input)));
      expect(both).toMatchObject({ name: 'InvalidParameterCombinationException', status: 400 });
      expect(both.message).toContain('You cannot list Images by name and filter by version');
    }
  });
});

/** What a list of tags says of a resource. */
const tagsOf = async (resourceArn: string) =>
  (await fake.imagebuilder().send(new ListTagsForResourceCommand({ resourceArn }))).tags;

describe('what a pipeline is made of', () => {
  test('is told with its last run', async () => {
    const client = fake.imagebuilder();
    const { imagePipeline } = await client.send(
      new GetImagePipelineCommand({ imagePipelineArn: officePipeline }),
    );
    expect(imagePipeline).toMatchObject({
      lastRunStatus: 'AVAILABLE',
      dateLastRun: '2026-07-30T12:00:00.000Z',
      consecutiveFailures: 0,
      schedule: { timezone: 'Europe/Vienna' },
    });
    const { imagePipelineList } = await client.send(
      new ListImagePipelinesCommand({ filters: [{ name: 'status', values: ['DISABLED'] }] }),
    );
    expect(imagePipelineList?.map(({ name }) => name)).toEqual(['office-legacy']);
  });

  test('can be read by itself', async () => {
    const client = fake.imagebuilder();
    const { infrastructureConfiguration } = await client.send(
      new GetInfrastructureConfigurationCommand({
        infrastructureConfigurationArn: arnOf('infrastructure-configuration', 'office-build-hosts'),
      }),
    );
    expect(infrastructureConfiguration?.placement?.hostId).toBe('h-0e1f2a3b4c5d6e7f8');
    const distribution = await client.send(
      new GetDistributionConfigurationCommand({
        distributionConfigurationArn: arnOf('distribution-configuration', 'office-worldwide'),
      }),
    );
    const [home] = distribution.distributionConfiguration?.distributions ?? [];
    expect(home?.amiDistributionConfiguration?.kmsKeyId).toBe(officeKey);
    const { imageRecipe } = await client.send(
      new GetImageRecipeCommand({ imageRecipeArn: arnOf('image-recipe', 'office-golden/2.0.0') }),
    );
    expect(imageRecipe?.parentImage).toBe(arnOf('image', 'office-base/1.0.0/1'));
    const { containerRecipe } = await client.send(
      new GetContainerRecipeCommand({
        containerRecipeArn: arnOf('container-recipe', 'tools-container/0.9.1'),
      }),
    );
    expect(containerRecipe?.targetRepository?.repositoryName).toBe('tools');
    const { distributionConfigurationSummaryList: all } = await client.send(
      new ListDistributionConfigurationsCommand({}),
    );
    expect(all?.map(({ name, regions }) => `${name} ${regions?.join(' ')}`)).toEqual([
      'office-worldwide us-east-1 eu-west-1',
      'support-desks us-east-1 eu-west-1',
      'tools-registries us-east-1 eu-west-1',
    ]);
  });

  test('has tags, with no tags where there are none', async () => {
    expect(await tagsOf(officePipeline)).toEqual({ Team: 'Workplace', CostCenter: '4711' });
    expect(await tagsOf(officeGoldenBuild('2.0.0/4'))).toMatchObject({ Release: '2026-07' });
    expect(await tagsOf(arnOf('image-pipeline', 'web-base'))).toEqual({});
    expect(await failureOf(tagsOf(arnOf('image-pipeline', 'nonesuch')))).toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

/** How many findings there are, for each value of a key. */
const countsOf = async (name?: string, value = '') => {
  const filter = name === undefined ? undefined : { name, values: [value] };
  const { responses, aggregationType } = await fake
    .imagebuilder()
    .send(new ListImageScanFindingAggregationsCommand({ filter }));
  return { aggregationType, responses };
};

/** The first page of the packages of an image. */
const packagesOf = (arn: string) =>
  fake.imagebuilder().send(new ListImagePackagesCommand({ imageBuildVersionArn: arn }));

describe('what was found in an image', () => {
  const imageBuildVersionArn = officeGoldenBuild('2.0.0/4');

  test('is counted by severity, and by any key', async () => {
    expect(await countsOf('imageBuildVersionArn', imageBuildVersionArn)).toEqual({
      aggregationType: 'imageBuildVersionArn',
      responses: [
        {
          imageAggregation: {
            imageBuildVersionArn,
            severityCounts: { all: 32, critical: 3, high: 8, medium: 12 },
          },
        },
      ],
    });
    const byPipeline = await countsOf('imagePipelineArn', officePipeline);
    expect(byPipeline.responses?.[0]?.imagePipelineAggregation?.severityCounts?.all).toBe(32 + 13);
    const byVulnerability = await countsOf('vulnerabilityId', 'CVE-2026-20000');
    expect(byVulnerability.responses?.[0]?.vulnerabilityIdAggregation?.severityCounts).toEqual({
      all: 2,
      critical: 2,
      high: 0,
      medium: 0,
    });
    expect(await countsOf()).toMatchObject({ aggregationType: 'accountId' });
  });

  test('is listed in pages of 25, by one filter', async () => {
    const filters = [{ name: 'imageBuildVersionArn', values: [imageBuildVersionArn] }];
    const client = fake.imagebuilder();
    const first = await client.send(new ListImageScanFindingsCommand({ filters }));
    const rest = await client.send(
      new ListImageScanFindingsCommand({ filters, nextToken: first.nextToken }),
    );
    expect([first.findings?.length, rest.findings?.length, rest.nextToken]).toEqual([
      25,
      7,
      undefined,
    ]);
    const all = [...(first.findings ?? []), ...(rest.findings ?? [])];
    expect(new Set(all.map(({ severity }) => severity)).size).toBe(6);
    expect(all.every((finding) => finding.firstObservedAt instanceof Date)).toBe(true);
    const two = { filters: [...filters, { name: 'severity', values: ['HIGH'] }] };
    expect(await failureOf(client.send(new ListImageScanFindingsCommand(two)))).toMatchObject({
      name: 'ValidationException',
    });
    const critical = { filters: [{ name: 'severity', values: ['CRITICAL'] }] };
    const { findings } = await client.send(new ListImageScanFindingsCommand(critical));
    expect(findings).toHaveLength(4);
  });

  test('are its packages, where the inventory was collected', async () => {
    const { imagePackageList = [], nextToken } = await packagesOf(imageBuildVersionArn);
    expect(imagePackageList).toHaveLength(25);
    expect(nextToken).toBeDefined();
    const none = await packagesOf(arnOf('image', 'web-base/1.4.0/2'));
    expect(none.imagePackageList).toEqual([]);
    expect(await failureOf(packagesOf(officeGoldenBuild('9.9.9/1')))).toMatchObject({
      name: 'ResourceNotFoundException',
      status: 404,
    });
  });
});

test('answers off the model go on the wire as they are, and the fake is not broken by them', async () => {
  const odd = await startFake({ handlers: oddAnswers });
  const answer = await odd
    .imagebuilder()
    .send(new GetImageCommand({ imageBuildVersionArn: oddBuild }));
  expect(answer.image).toMatchObject({ version: '2019.12.02/1', tags: {} });
  expect(answer.image).not.toHaveProperty('state');
  expect(answer.image?.distributionConfiguration).not.toHaveProperty('timeoutMinutes');
  expect(odd.server.failures).toEqual([]);
  await odd.stop();
});
