import { readBuildArn } from '../builds/arn';
import type {
  BuildListing,
  ImageBuild,
  ImageVersion,
  Package,
  WorkflowRun,
  WorkflowStep,
} from '../builds/build';
import type { FindingCounts, FindingsPage } from '../findings/finding';
import type { SearchHit, SearchPage } from '../findings/scan';
import { labelOfBuild } from '../builds/arn';
import type { IamAction } from '../operations/actions';
import { present } from '../present';
import { ok, type Result } from '../result';
import { toFinding } from './image-builder-findings';
import { toRun, toStep } from './image-builder-run';
import { toBuild, toListing } from './image-builder-image';
import { listIn, memberIn, numberIn, textIn, timeIn } from './members';
import { collectPages } from './paginate';
import type { Service } from './service';

/** Image Builder in one scope. */
export type ImageBuilder = Service;

/** An operation of Image Builder that Image Desk reads by. */
type Operation = IamAction extends infer Action
  ? Action extends `imagebuilder:${infer Name}`
    ? Name
    : never
  : never;

/** The most that AWS gives a page of any list. Source: the Image Builder model. */
const pageSize = 25;

/** A build with all that its one answer tells. */
export async function getBuild({ run }: ImageBuilder, build: string): Promise<Result<ImageBuild>> {
  return run({
    facts: factsOf('GetImage', `Image ${labelOfBuild(build)}`),
    operation: 'GetImage',
    input: { imageBuildVersionArn: build },
    read: (answer) => {
      const image = memberIn(answer, 'image');
      return image === undefined ? undefined : toBuild(image);
    },
  });
}

/** The image versions of an owner: the account's own, or those shared with it. */
export function listVersions(
  imageBuilder: ImageBuilder,
  owner: 'Self' | 'Shared',
): Promise<Result<readonly ImageVersion[]>> {
  const input = { owner, includeDeprecated: true };
  return listOf(imageBuilder, 'ListImages', input, 'The images', (answer) =>
    listIn(answer, 'imageVersionList').map((wire) => toVersion(wire, owner === 'Shared')),
  );
}

/** The builds of an image version, in AWS's order. */
export function listBuilds(
  imageBuilder: ImageBuilder,
  version: string,
): Promise<Result<readonly BuildListing[]>> {
  const what = `Image ${labelOfBuild(version)}`;
  return listOf(
    imageBuilder,
    'ListImageBuildVersions',
    { imageVersionArn: version },
    what,
    (answer) => listIn(answer, 'imageSummaryList').map(toListing),
  );
}

/** A pipeline in short. `nextRunAt` is in epoch milliseconds. */
export interface PipelineFacts {
  readonly arn: string;
  readonly name: string;
  readonly status?: string;
  readonly nextRunAt?: number;
  /** The ARN of its distribution settings. */
  readonly settings?: string;
}

/** What a pipeline is called, whether it runs by itself, and how it distributes. */
export function getPipeline({ run }: ImageBuilder, arn: string): Promise<Result<PipelineFacts>> {
  const what = `Pipeline ${nameOfPipeline(arn)}`;
  return run({
    facts: factsOf('GetImagePipeline', what),
    operation: 'GetImagePipeline',
    input: { imagePipelineArn: arn },
    read: (answer) => {
      const wire = memberIn(answer, 'imagePipeline');
      if (wire === undefined) return undefined;
      return {
        arn,
        name: textIn(wire, 'name') ?? nameOfPipeline(arn),
        ...present({
          status: textIn(wire, 'status'),
          nextRunAt: timeIn(wire, 'dateNextRun'),
          settings: textIn(wire, 'distributionConfigurationArn'),
        }),
      };
    },
  });
}

/** How many pages of a pipeline's builds are read: two hundred builds. */
const pipelinePages = 8;

/** The builds of a pipeline, as many as there are on some pages, in AWS's order. */
export function listPipelineBuilds(
  imageBuilder: ImageBuilder,
  arn: string,
): Promise<Result<readonly BuildListing[]>> {
  return listOf(
    imageBuilder,
    'ListImagePipelineImages',
    { imagePipelineArn: arn },
    `Pipeline ${nameOfPipeline(arn)}`,
    (answer) => listIn(answer, 'imageSummaryList').map(toListing),
    pipelinePages,
  );
}

/** The runs of the workflows of a build that have begun, in the order in which they began. */
export async function listRuns(
  imageBuilder: ImageBuilder,
  build: string,
): Promise<Result<readonly WorkflowRun[]>> {
  const input = { imageBuildVersionArn: build };
  const what = `Image ${labelOfBuild(build)}`;
  const runs = await listOf(imageBuilder, 'ListWorkflowExecutions', input, what, (answer) =>
    listIn(answer, 'workflowExecutions').map(toRun),
  );
  return runs.ok ? ok(inOrder(runs.value)) : runs;
}

/** The steps of a workflow's run, in their order. */
export async function listSteps(
  imageBuilder: ImageBuilder,
  workflow: string,
): Promise<Result<readonly WorkflowStep[]>> {
  const input = { workflowExecutionId: workflow };
  const steps = await listOf(
    imageBuilder,
    'ListWorkflowStepExecutions',
    input,
    'The workflow',
    (answer) => listIn(answer, 'steps').map(toStep),
  );
  return steps.ok ? ok(inOrder(steps.value)) : steps;
}

/**
 * AWS does not say in which order it lists them. What was skipped has no time of its own, so that
 * the order is kept, or turned round when it is the newest first.
 */
function inOrder<Item extends { readonly startedAt?: number }>(
  items: readonly Item[],
): readonly Item[] {
  const times = items.flatMap(({ startedAt }) => startedAt ?? []);
  return (times[0] ?? 0) > (times.at(-1) ?? 0) ? items.toReversed() : items;
}

/** How many findings builds have, by ARN; one of which AWS has no count is not among them. */
export async function countFindings(
  imageBuilder: ImageBuilder,
  builds: readonly string[],
): Promise<Result<Readonly<Record<string, FindingCounts>>>> {
  const operation = 'ListImageScanFindingAggregations';
  const filter = { name: 'imageBuildVersionArn', values: builds };
  const counts = await collectPages<readonly [string, FindingCounts]>((token) =>
    imageBuilder.run({
      facts: factsOf(operation, 'The findings'),
      operation,
      // AWS has no page size here.
      input: { filter, ...(token !== undefined && { nextToken: token }) },
      read: (answer) => ({
        items: listIn(answer, 'responses').flatMap(toCounts),
        nextToken: textIn(answer, 'nextToken'),
      }),
    }),
  );
  return counts.ok ? ok(Object.fromEntries(counts.value)) : counts;
}

/** One entry, or none. */
function toCounts(wire: unknown): readonly (readonly [string, FindingCounts])[] {
  const image = memberIn(wire, 'imageAggregation');
  const arn = textIn(image, 'imageBuildVersionArn');
  const counts = memberIn(image, 'severityCounts');
  if (arn === undefined || counts === undefined) return [];
  const of = (name: string) => numberIn(counts, name) ?? 0;
  return [
    [arn, { all: of('all'), critical: of('critical'), high: of('high'), medium: of('medium') }],
  ];
}

/** One page of the findings of a build. */
export async function findingsOf(
  imageBuilder: ImageBuilder,
  build: string,
  token?: string,
): Promise<Result<FindingsPage>> {
  const filter = { name: 'imageBuildVersionArn', value: build } as const;
  const what = `Image ${labelOfBuild(build)}`;
  const page = await findingsBy(imageBuilder, filter, what, toFinding, token);
  if (!page.ok) return page;
  const { items, ...more } = page.value;
  return ok({ findings: items, ...more });
}

/**
 * One page of the findings of a vulnerability, whatever builds they are of. One of which AWS tells
 * no build is left out: it says nothing of where it was found.
 */
export async function searchFindings(
  imageBuilder: ImageBuilder,
  vulnerability: string,
  token?: string,
): Promise<Result<SearchPage>> {
  const filter = { name: 'vulnerabilityId', value: vulnerability } as const;
  const page = await findingsBy(imageBuilder, filter, 'The findings', toHit, token);
  if (!page.ok) return page;
  const { items, ...more } = page.value;
  return ok({ hits: items.flat(), ...more });
}

/** One hit, or none. */
function toHit(wire: unknown): readonly SearchHit[] {
  const build = textIn(wire, 'imageBuildVersionArn');
  return build === undefined ? [] : [{ build, finding: toFinding(wire) }];
}

/** One page of findings. AWS takes one filter with one value. Source: the Image Builder model. */
function findingsBy<Item>(
  { run }: ImageBuilder,
  filter: { readonly name: 'imageBuildVersionArn' | 'vulnerabilityId'; readonly value: string },
  what: string,
  read: (wire: unknown) => Item,
  token: string | undefined,
): Promise<Result<{ readonly items: readonly Item[]; readonly nextToken?: string }>> {
  const operation = 'ListImageScanFindings';
  return run({
    facts: factsOf(operation, what),
    operation,
    input: {
      filters: [{ name: filter.name, values: [filter.value] }],
      maxResults: pageSize,
      ...(token !== undefined && { nextToken: token }),
    },
    read: (answer) => ({
      items: listIn(answer, 'findings').map(read),
      ...present({ nextToken: textIn(answer, 'nextToken') || undefined }),
    }),
  });
}

/** The packages of a build, by name. */
export async function listPackages(
  imageBuilder: ImageBuilder,
  build: string,
): Promise<Result<readonly Package[]>> {
  const input = { imageBuildVersionArn: build };
  const what = `Image ${labelOfBuild(build)}`;
  const packages = await listOf(imageBuilder, 'ListImagePackages', input, what, (answer) =>
    listIn(answer, 'imagePackageList').map((wire) => ({
      name: textIn(wire, 'packageName') ?? '',
      ...present({ version: textIn(wire, 'packageVersion') }),
    })),
  );
  return packages.ok
    ? ok(packages.value.toSorted((a, b) => a.name.localeCompare(b.name)))
    : packages;
}

/** Everything that an operation lists, page by page, or what is on some pages. */
function listOf<Item>(
  { run }: ImageBuilder,
  operation: Operation,
  input: Readonly<Record<string, unknown>>,
  what: string,
  read: (answer: unknown) => readonly Item[],
  pages?: number,
): Promise<Result<readonly Item[]>> {
  return collectPages(
    (token) =>
      run({
        facts: factsOf(operation, what),
        operation,
        input: { ...input, maxResults: pageSize, ...(token !== undefined && { nextToken: token }) },
        read: (answer) => ({ items: read(answer), nextToken: textIn(answer, 'nextToken') }),
      }),
    pages,
  );
}

function factsOf(operation: Operation, what: string) {
  return { action: `imagebuilder:${operation}`, what } as const;
}

function toVersion(wire: unknown, shared: boolean): ImageVersion {
  const arn = textIn(wire, 'arn') ?? '';
  const read = readBuildArn(arn);
  return {
    // Some answers name a build of the version.
    arn: read?.buildVersion ? arn.slice(0, arn.lastIndexOf('/')) : arn,
    name: textIn(wire, 'name') ?? read?.name ?? '',
    version: read?.version ?? textIn(wire, 'version') ?? '',
    type: textIn(wire, 'type') ?? 'UNKNOWN',
    shared,
    ...present({
      platform: textIn(wire, 'platform'),
      osVersion: textIn(wire, 'osVersion'),
      owner: textIn(wire, 'owner') ?? read?.owner,
      createdAt: timeIn(wire, 'dateCreated'),
    }),
  };
}

function nameOfPipeline(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
